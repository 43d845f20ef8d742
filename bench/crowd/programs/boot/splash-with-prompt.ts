import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'draws a start screen with `> ` in it, discards all input after four seconds, then shows its own prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(stage) {
    stage.raw(true)
    stage.write('\x1b[2J\x1b[HmyBOT\r\n\r\n  Starting the engine\r\n\r\n> ')
    stage.shows('splash')
    await stage.pause(4_000)
    stage.write('\x1b[2J\x1b[HmyBOT\r\n\r\n')
    composeLine(stage, { prompt: 'mybot> ' })
  },
}
