import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'turns bracketed paste off 1.5 s after its prompt',
  expects: { brief: 'either' },
  profile: MYBOT,
  async play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage)
    await stage.pause(1_500)
    stage.bracketedPaste(false)
  },
}
