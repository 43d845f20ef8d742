import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'draws a start screen with `> ` in it, discards all input after four seconds, then shows its own prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(terminal) {
    terminal.raw(true)
    terminal.write('\x1b[2J\x1b[HmyBOT\r\n\r\n  Starting the engine\r\n\r\n> ')
    terminal.shows('splash')
    await terminal.pause(4_000)
    terminal.write('\x1b[2J\x1b[HmyBOT\r\n\r\n')
    composeLine(terminal, { prompt: 'mybot> ' })
  },
}
