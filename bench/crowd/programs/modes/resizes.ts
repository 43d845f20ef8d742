import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks its terminal for 24 rows of 80 columns',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    terminal.write('\x1b[8;24;80tmybot 1.0\r\n\r\n')
    composeLine(terminal)
  },
}
