import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'suggests the end of a command in grey behind the cursor, as fish and prompt-toolkit do',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^mybot> ' } },
  play(terminal) {
    composeLine(terminal, { prompt: '\x1b[1mmybot> \x1b[m', hint: '\x1b[38;5;240mfix the failing tests in src/api' })
  },
}
