import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'clears its screen and draws it again ten times a second; a third of the time the screen is empty',
  expects: { brief: 'whole' },
  async play(terminal) {
    const box = composeBox(terminal, { above: () => ['mybot 1.0', ''] })
    for (;;) {
      box.draw()
      await terminal.pause(70)
      terminal.write('\x1b[2J')
      await terminal.pause(30)
    }
  },
}
