import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a bar at the left and no mark, like opencode; its profile names its footer',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^  ctrl\\+p commands' } },
  play(terminal) {
    composeBox(terminal, {
      hasFrame: false,
      mark: '┃ ',
      top: 40,
      above: () => ['mybot 1.0'],
      below: () => ['┃ Build  gpt-9', '', '  ctrl+p commands'],
    })
  },
}
