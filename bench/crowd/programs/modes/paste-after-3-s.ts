import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt at once, and asks for bracketed paste three seconds later',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { isPasteOn: false })
    await stage.pause(3_000)
    stage.bracketedPaste(true)
  },
}
