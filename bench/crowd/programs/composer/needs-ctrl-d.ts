import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'starts a new line at Enter, and sends only at Ctrl-D',
  expects: { brief: 'lost', because: /enter|submit|composer|not sent/i, withinMs: 30_000, watchMs: 33_000 },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, {
      onEnter() {
        terminal.write('\r\n')
        return true
      },
    })
  },
}
