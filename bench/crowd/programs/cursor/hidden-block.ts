import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'hides the cursor and draws a block in its place',
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox(terminal, { cursor: 'hidden', hasBlock: true, above: () => ['mybot 1.0', ''] })
  },
}
