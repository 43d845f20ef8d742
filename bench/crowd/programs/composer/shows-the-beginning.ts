import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: "shows the first three rows of its composer's text, and the number of the other rows",
  expects: { brief: 'whole' },
  play(terminal) {
    const view = (lines: readonly string[], rows: number) =>
      lines.length <= rows ? lines : [...lines.slice(0, rows - 1), `… ${lines.length - rows + 1} more lines`]
    composeBox(terminal, { height: 4, above: () => ['mybot 1.0', ''], view })
  },
}
