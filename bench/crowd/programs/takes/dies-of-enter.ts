import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'ends with status 1 at Enter, without taking the text',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { onEnter: () => stage.exit(1) })
  },
}
