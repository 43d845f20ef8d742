import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows nothing of what is typed, as for a password',
  expects: { brief: 'either' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { echo: () => '' })
  },
}
