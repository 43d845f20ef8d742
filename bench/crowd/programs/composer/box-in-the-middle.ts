import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has its composer in a frame in the middle, with a list above and help below',
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox(terminal, {
      top: 22,
      above: () => ['Sessions', '', '  • yesterday', '  • today'],
      below: () => ['', '  ctrl+p palette   ctrl+c quit'],
    })
  },
}
