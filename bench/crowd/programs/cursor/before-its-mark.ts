import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'leaves the cursor at the left edge of its prompt line',
  expects: { brief: 'refused', because: /without a prompt/i },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { prompt: 'mybot> \r' })
  },
}
