import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a pattern for `limits` that takes a backtracking engine for ever on its screen',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^mybot> $' }, limits: [{ screen: '^(a*)*b$' }] },
  batch: 'catastrophic',
  play(terminal) {
    terminal.write(`${'a'.repeat(120)}!\r\n\r\n`)
    composeLine(terminal, { prompt: 'mybot> ' })
  },
}
