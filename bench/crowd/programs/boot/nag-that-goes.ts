import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks whether it may update itself, and continues after three seconds without an answer',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(stage) {
    stage.raw(true)
    stage.write('Update to 2.0.1? [y/N] ')
    stage.shows('question')
    await stage.pause(3_000)
    stage.write('\r\nNot now, then.\r\n\r\n')
    composeLine(stage)
  },
}
