import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'draws nothing for six seconds, then its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(terminal) {
    await terminal.pause(6_000)
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal)
  },
}
