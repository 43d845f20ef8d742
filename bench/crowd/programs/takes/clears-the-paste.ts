import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows the paste, and clears it a moment later',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, {
      onPasted(line) {
        setTimeout(line.clear, 250)
      },
    })
  },
}
