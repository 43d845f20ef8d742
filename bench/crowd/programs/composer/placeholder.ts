import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a pasted text as `[Pasted 97 lines]`',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { echo: text => (text.length > 200 ? `[Pasted ${text.split('\n').length} lines]` : text) })
  },
}
