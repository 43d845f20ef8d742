import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a draft of somebody in its composer that is not in grey',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(stage) {
    const composer = composeLine(stage, {})
    composer.hear({ kind: 'text', text: 'please look at the login page and' })
    stage.shows('draft')
  },
}
