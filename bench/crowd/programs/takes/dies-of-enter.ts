import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'ends with status 1 at Enter, without taking the text',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { onEnter: () => terminal.exit(1) })
  },
}
