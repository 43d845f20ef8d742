import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'keeps repainting a spinner in its head line; its composer stays unchanged',
  expects: { brief: 'whole' },
  play(terminal) {
    let turn = 0
    const box = composeBox(terminal, { above: () => [`${'⠋⠙⠹⠸⠼⠴⠦⠧'[turn++ % 8]} mybot 1.0, syncing`, ''] })
    setInterval(box.draw, 120)
  },
}
