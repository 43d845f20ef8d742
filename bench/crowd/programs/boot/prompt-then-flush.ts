import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt, and a second and a half later throws away what came and draws it anew',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(stage) {
    const first = composeLine(stage)
    stage.shows('prompt')
    await stage.pause(1_500)
    first.clear()
  },
}
