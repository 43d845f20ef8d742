import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'swallows the first Enter',
  expects: { brief: 'whole' },
  play(stage) {
    let enters = 0
    composeLine(stage, {
      onEnter: () => enters++ === 0,
    })
  },
}
