import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'ends with status 1 at Enter, with nothing taken',
  expects: { brief: 'none' },
  play(stage) {
    composeLine(stage, { onEnter: () => stage.exit(1) })
  },
}
