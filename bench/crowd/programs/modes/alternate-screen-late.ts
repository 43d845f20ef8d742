import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a prompt, and two seconds later starts again on the alternate screen',
  expects: { brief: 'whole' },
  async play(terminal) {
    terminal.raw(true)
    terminal.write('mybot 1.0\r\n\r\nLoading > ')
    terminal.shows('splash')
    await terminal.pause(2_000)
    composeBox(terminal, { above: () => ['mybot 1.0', ''] })
  },
}
