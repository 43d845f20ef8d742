import { composeBox } from '../../../stage/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'clears its screen and draws it again ten times a second; a third of the time the screen is empty',
  expects: { brief: 'whole' },
  async play(stage) {
    const box = composeBox(stage, { above: () => ['mybot 1.0', ''] })
    for (;;) {
      box.draw()
      await stage.pause(70)
      stage.write('\x1b[2J')
      await stage.pause(30)
    }
  },
}
