import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a pattern for `dialogs` that takes a backtracking engine for ever on its screen',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^mybot> $' }, dialogs: [{ screen: '^(a|aa)+$', keys: ['Enter'] }] },
  batch: 'catastrophic',
  play(terminal) {
    terminal.write(`${'a'.repeat(120)}!\r\n\r\n`)
    composeLine(terminal, { prompt: 'mybot> ' })
  },
}
