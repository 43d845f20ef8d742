import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt at once, and asks for bracketed paste eight seconds later',
  expects: { brief: 'whole' },
  async play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { prompt: '> ', isPasteOn: false })
    await stage.pause(8_000)
    stage.bracketedPaste(true)
  },
}
