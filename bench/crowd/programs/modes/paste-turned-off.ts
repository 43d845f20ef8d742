import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'turns bracketed paste off 1.5 s after its prompt',
  expects: { brief: 'either' },
  profile: MYBOT,
  async play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal)
    await terminal.pause(1_500)
    terminal.bracketedPaste(false)
  },
}
