import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a full screen without frames, its composer above a status line',
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox(terminal, {
      hasFrame: false,
      top: 40,
      above: () => ['mybot 1.0'],
      below: () => ['', '\x1b[7m NORMAL  main  12 files \x1b[m'],
    })
  },
}
