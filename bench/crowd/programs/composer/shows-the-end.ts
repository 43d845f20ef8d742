import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: "shows the last two rows of its composer's text",
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox(terminal, { height: 2, above: () => ['mybot 1.0', ''] })
  },
}
