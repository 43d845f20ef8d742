import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a clock under its composer that changes each second',
  expects: { brief: 'whole' },
  play(terminal) {
    const box = composeBox(terminal, {
      above: () => ['mybot 1.0', ''],
      below: () => [`  ${new Date().toISOString().slice(11, 19)} · ready`],
    })
    setInterval(box.draw, 1_000)
  },
}
