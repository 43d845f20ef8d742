import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt at once, and asks for bracketed paste eight seconds later',
  expects: { brief: 'whole' },
  async play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { prompt: '> ', isPasteOn: false })
    await terminal.pause(8_000)
    terminal.bracketedPaste(true)
  },
}
