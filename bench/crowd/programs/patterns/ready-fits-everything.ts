import { askAfterBrief } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a `ready` pattern that matches every screen, and asks after its brief',
  expects: { brief: 'either' },
  profile: { ready: { screen: '.' } },
  play(terminal) {
    askAfterBrief(terminal, {
      screen: 'I want to run:\r\n\r\n  rm -rf /srv/production\r\n\r\n❯ 1. Yes\r\n  2. No, and say why (esc)\r\n',
      words: ['rm -rf /srv/production'],
    })
  },
}
