import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'takes Enter for a new line, and sends at the second one on an empty line',
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
