import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt for 0.8 s, then asks for a login instead',
  expects: { brief: 'none' },
  profile: MYBOT,
  async play(terminal) {
    const composer = composeLine(terminal, { prompt: 'mybot> ' })
    await terminal.pause(800)
    terminal.hear(() => {})
    if (composer.text() !== '') terminal.write('\r\n')
    terminal.write('\x1b[2J\x1b[HYou are not signed in.\r\n\r\n❯ 1. Sign in with a browser\r\n  2. Use a key\r\n')
    terminal.shows('question', 'You are not signed in.')
  },
}
