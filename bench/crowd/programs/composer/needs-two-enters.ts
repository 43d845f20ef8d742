import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'starts a new line at Enter, and sends at Enter on an empty line',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    let enters = 0
    composeLine(stage, {
      onEnter() {
        enters++
        if (enters % 2 === 1) stage.write('\r\n')
        return enters % 2 === 1
      },
    })
  },
}
