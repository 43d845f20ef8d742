import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'turns its input into capitals',
  expects: { brief: 'either' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { keep: part => part.toUpperCase() })
  },
}
