import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows nothing of what is typed, as for a password',
  expects: { brief: 'either' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { echo: () => '' })
  },
}
