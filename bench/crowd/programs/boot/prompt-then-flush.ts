import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt; 1.5 s later it discards all input and draws the prompt again',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(stage) {
    const first = composeLine(stage)
    stage.shows('prompt')
    await stage.pause(1_500)
    first.clear()
  },
}
