import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'leaves the cursor at the left edge of its prompt line',
  expects: { brief: 'refused', because: /without a prompt/i },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { prompt: 'mybot> \r' })
  },
}
