import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows the paste, and clears it a moment later',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, {
      onPasted(line) {
        setTimeout(line.clear, 250)
      },
    })
  },
}
