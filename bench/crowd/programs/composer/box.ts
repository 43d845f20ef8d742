import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has its composer in a frame at the top left, with a footer below',
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox(terminal, { above: () => ['mybot 1.0', ''], below: () => ['  gpt-9 · ~/src · 98% left'] })
  },
}
