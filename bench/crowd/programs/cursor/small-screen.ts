import { composeBox } from '../../../stage/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'draws for 80 columns and 24 rows, whatever the size of its terminal',
  expects: { brief: 'whole' },
  play(stage) {
    composeBox({ ...stage, columns: 80, rows: 24 }, { above: () => ['mybot 1.0', ''], top: 20 })
  },
}
