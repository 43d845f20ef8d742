import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'takes the paste, but shows a question before the Enter',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, {
      prompt: 'mybot> ',
      onPasted() {
        stage.hear(() => {})
        stage.write('\x1b[2J\x1b[HA tool of another session asks:\r\nWrite to /etc/hosts?\r\n\r\n❯ 1. Yes\r\n  2. No\r\n')
        stage.shows('menu', 'Write to /etc/hosts?')
      },
    })
  },
}
