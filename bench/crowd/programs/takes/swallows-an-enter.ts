import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'swallows the first Enter',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    let enters = 0
    composeLine(terminal, {
      onEnter: () => enters++ === 0,
    })
  },
}
