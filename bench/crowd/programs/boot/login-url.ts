import { ask, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'waits for a login in a browser',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(terminal) {
    ask(terminal, {
      screen:
        'To sign in, open this page in a browser:\r\n\r\n  https://login.example.com/device?code=WXYZ-1234\r\n\r\nWaiting for you to sign in\r\n',
      words: ['https://login.example.com/device?code=WXYZ-1234'],
    })
  },
}
