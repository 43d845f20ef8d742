import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in its output, with three choices',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, {
      prompt: 'mybot> ',
      onTaken(line) {
        terminal.write('* Read the task\r\n\r\nWhere shall the data go?\r\n  1) PostgreSQL\r\n  2) SQLite\r\n  3) files\r\n\r\n')
        line.open()
        terminal.shows('prompt', 'Where shall the data go?')
      },
    })
  },
}
