import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a pattern for `ready` that takes a backtracking engine for ever on its screen',
  expects: { brief: 'none', watchMs: 20_000 },
  profile: { ready: { screen: '^(a+)+$' } },
  batch: 'catastrophic',
  play(terminal) {
    terminal.write(`${'a'.repeat(120)}!\r\n\r\n`)
    composeLine(terminal, { prompt: 'mybot> ' })
  },
}
