import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'leaves the cursor in the last row, and draws a block in its composer',
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox(terminal, { cursor: 'parked', hasBlock: true, above: () => ['mybot 1.0', ''], below: () => ['  ready'] })
  },
}
