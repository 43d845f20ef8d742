import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a pasted text as `[Pasted 97 lines]`',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { echo: text => (text.length > 200 ? `[Pasted ${text.split('\n').length} lines]` : text) })
  },
}
