import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer only after the first turn',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^mybot> ' } },
  play(terminal) {
    const hint = { on: false }
    const composer = composeLine(terminal, {
      onTaken() {
        terminal.write('* API error: 529\r\n\r\n')
        hint.on = true
        composer.open()
        terminal.write('\x1b7\x1b[2mResend your message to try again\x1b[m\x1b8')
      },
    })
  },
}
