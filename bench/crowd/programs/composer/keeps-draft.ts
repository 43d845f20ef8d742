import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: "has a person's draft in its composer, in the usual colour",
  expects: { brief: 'none' },
  profile: MYBOT,
  play(terminal) {
    const composer = composeLine(terminal, {})
    composer.hear({ kind: 'text', text: 'please look at the login page and' })
    terminal.shows('draft')
  },
}
