import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer in grey 244 of 256 colours',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^mybot> ' } },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { hint: '\x1b[38;5;244mResend your message to try again' })
  },
}
