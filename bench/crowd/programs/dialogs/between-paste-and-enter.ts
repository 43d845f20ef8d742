import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'takes the paste, but shows a question before the Enter',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, {
      prompt: 'mybot> ',
      onPasted() {
        terminal.hear(() => {})
        terminal.write('\x1b[2J\x1b[HA tool of another session asks:\r\nWrite to /etc/hosts?\r\n\r\n❯ 1. Yes\r\n  2. No\r\n')
        terminal.shows('menu', 'Write to /etc/hosts?')
      },
    })
  },
}
