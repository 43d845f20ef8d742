import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'replaces its prompt by a question ten seconds after the brief',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, {
      onTaken(line) {
        terminal.write('* Started the build\r\n')
        setTimeout(line.open, 500)
        setTimeout(() => {
          terminal.hear(() => {})
          terminal.write('\r\n\r\nThe build wants 80 GB. Clear the cache? (Y/n) ')
          terminal.shows('question', 'Clear the cache?')
        }, 4_000)
      },
    })
  },
}
