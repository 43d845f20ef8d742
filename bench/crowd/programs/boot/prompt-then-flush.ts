import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its prompt; 1.5 s later it discards all input and draws the prompt again',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(terminal) {
    const first = composeLine(terminal)
    terminal.shows('prompt')
    await terminal.pause(1_500)
    first.clear()
  },
}
