import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has its prompt in the last row of the screen, below much empty space',
  expects: { brief: 'whole' },
  play(terminal) {
    terminal.write(`\x1b[2J\x1b[Hmybot 1.0\x1b[${terminal.rows};1H`)
    composeLine(terminal, { prompt: '> ' })
  },
}
