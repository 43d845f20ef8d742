import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer in dim text',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^mybot> ' } },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { hint: '\x1b[2mResend your message to try again' })
  },
}
