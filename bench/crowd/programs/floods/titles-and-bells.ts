import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'changes its title and rings the bell two hundred times a second, while it shows its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage)
    let count = 0
    setInterval(() => stage.write(`\x1b]2;mybot ${count++}\x07\x07`), 5)
  },
}
