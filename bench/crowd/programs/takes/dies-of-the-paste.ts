import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'ends with status 1 when something is pasted',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { onPasted: () => terminal.exit(1) })
  },
}
