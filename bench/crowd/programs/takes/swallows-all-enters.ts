import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'swallows each Enter',
  expects: { brief: 'refused', because: /enter|submit|composer|not sent/i, withinMs: 25_000 },
  play(stage) {
    composeLine(stage, { onEnter: () => true })
  },
}
