import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints a line of 2 MB before its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    terminal.write(`${'0123456789'.repeat(200_000)}\r\n`)
    composeLine(terminal)
  },
}
