import { composeBox } from '../../../stage/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a prompt, and two seconds later starts again on the alternate screen',
  expects: { brief: 'whole' },
  async play(stage) {
    stage.raw(true)
    stage.write('mybot 1.0\r\n\r\nLoading > ')
    stage.shows('splash')
    await stage.pause(2_000)
    composeBox(stage, { above: () => ['mybot 1.0', ''] })
  },
}
