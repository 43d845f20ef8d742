import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer in the same colour as typed text',
  // On the screen, this hint looks like text that a person began to type, with the cursor at the start of the text. So czar must not paste.
  expects: { brief: 'refused', because: /draft|without a prompt/i },
  profile: { ready: { screen: '^mybot> ' } },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { hint: '\x1b[0mResend your message to try again' })
  },
}
