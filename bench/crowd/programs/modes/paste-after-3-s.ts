import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt at once, and asks for bracketed paste three seconds later',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { isPasteOn: false })
    await terminal.pause(3_000)
    terminal.bracketedPaste(true)
  },
}
