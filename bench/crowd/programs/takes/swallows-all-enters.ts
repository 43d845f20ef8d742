import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'swallows each Enter',
  expects: { brief: 'lost', because: /enter|submit|composer|not sent/i, withinMs: 30_000, watchMs: 33_000 },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { onEnter: () => true })
  },
}
