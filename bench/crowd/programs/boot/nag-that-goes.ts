import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks whether it may update itself, and continues after three seconds without an answer',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(terminal) {
    terminal.raw(true)
    terminal.write('Update to 2.0.1? [y/N] ')
    terminal.shows('question')
    await terminal.pause(3_000)
    terminal.write('\r\nNot now, then.\r\n\r\n')
    composeLine(terminal)
  },
}
