import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'draws for 80 columns and 24 rows, whatever the size of its terminal',
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox({ ...terminal, columns: 80, rows: 24 }, { above: () => ['mybot 1.0', ''], top: 20 })
  },
}
