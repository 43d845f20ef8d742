import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'turns its input into capitals',
  expects: { brief: 'either' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { keep: part => part.toUpperCase() })
  },
}
