import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'ends with status 1 when something is pasted',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { onPasted: () => stage.exit(1) })
  },
}
