import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a clock at the right end of its prompt line',
  expects: { brief: 'whole' },
  play(terminal) {
    const clock = '12:34:56'
    composeLine(terminal, { prompt: `\x1b7\x1b[${terminal.columns - clock.length}G\x1b[2m${clock}\x1b[m\x1b8> ` })
  },
}
