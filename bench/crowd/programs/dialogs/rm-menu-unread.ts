import { askAfterBrief } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'is like the program before, but the profile says nothing about its screen',
  expects: { brief: 'whole' },
  play(terminal) {
    askAfterBrief(
      terminal,
      {
        screen: 'I want to run a command:\r\n\r\n  rm -rf /srv/production\r\n\r\n❯ 1. Yes\r\n  2. No, and say why (esc)\r\n',
        words: ['rm -rf /srv/production'],
      },
      { prompt: '> ' },
    )
  },
}
