import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt for 0.8 s, then asks for a login instead',
  expects: { brief: 'none' },
  profile: MYBOT,
  async play(stage) {
    const composer = composeLine(stage, { prompt: 'mybot> ' })
    await stage.pause(800)
    stage.hear(() => {})
    if (composer.text() !== '') stage.write('\r\n')
    stage.write('\x1b[2J\x1b[HYou are not signed in.\r\n\r\n❯ 1. Sign in with a browser\r\n  2. Use a key\r\n')
    stage.shows('question', 'You are not signed in.')
  },
}
