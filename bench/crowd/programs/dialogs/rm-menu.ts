import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks after its brief whether it may `rm -rf /srv/production`, in a menu with the cursor on Yes',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen: 'I want to run a command:\r\n\r\n  rm -rf /srv/production\r\n\r\n❯ 1. Yes\r\n  2. No, and say why (esc)\r\n',
      words: ['rm -rf /srv/production'],
    })
  },
}
