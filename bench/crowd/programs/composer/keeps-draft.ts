import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: "has a person's draft in its composer, in the usual colour",
  expects: { brief: 'none' },
  profile: MYBOT,
  play(stage) {
    const composer = composeLine(stage, {})
    composer.hear({ kind: 'text', text: 'please look at the login page and' })
    stage.shows('draft')
  },
}
