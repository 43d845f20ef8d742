import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in its output, with three choices',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, {
      prompt: 'mybot> ',
      onTaken(line) {
        stage.write('* Read the task\r\n\r\nWhere shall the data go?\r\n  1) PostgreSQL\r\n  2) SQLite\r\n  3) files\r\n\r\n')
        line.open()
        stage.shows('prompt', 'Where shall the data go?')
      },
    })
  },
}
