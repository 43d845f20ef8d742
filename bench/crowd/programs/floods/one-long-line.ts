import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints a line of 2 MB before its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    stage.write(`${'0123456789'.repeat(200_000)}\r\n`)
    composeLine(stage)
  },
}
