import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'starts a new line at Enter, and sends at Enter on an empty line',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    let enters = 0
    composeLine(terminal, {
      onEnter() {
        enters++
        if (enters % 2 === 1) terminal.write('\r\n')
        return enters % 2 === 1
      },
    })
  },
}
