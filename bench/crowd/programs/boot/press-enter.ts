import { ask, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'waits at its start for Enter, with the cursor behind a sentence',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(terminal) {
    ask(terminal, {
      screen: 'mybot 1.0\r\n\r\nSecurity notes:\r\n 1. Agents make mistakes.\r\n\r\nPress Enter to continue… ',
      words: ['Press Enter to continue'],
    })
  },
}
