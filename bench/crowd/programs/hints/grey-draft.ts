import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows after its brief a draft in another grey than its empty composer had, with the cursor at the start of the draft',
  expects: { brief: 'whole' },
  play(terminal) {
    composeLine(terminal, {
      prompt: '> ',
      onTaken() {
        terminal.write('● done\r\n\r\n> \x1b7\x1b[38;2;150;150;150mdo not push to production yet\x1b[0m\x1b8')
        terminal.shows('draft')
      },
    })
  },
}
