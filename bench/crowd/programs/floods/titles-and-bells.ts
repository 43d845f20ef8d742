import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'changes its title and rings the bell two hundred times a second, while it shows its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal)
    let count = 0
    setInterval(() => terminal.write(`\x1b]2;mybot ${count++}\x07\x07`), 5)
  },
}
