import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'swallows the first Enter',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    let enters = 0
    composeLine(stage, {
      onEnter: () => enters++ === 0,
    })
  },
}
