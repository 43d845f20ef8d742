import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in its output, and shows its prompt again',
  expects: { brief: 'whole' },
  play(stage) {
    composeLine(stage, {
      prompt: '> ',
      onTaken(line) {
        stage.write('* Read the task\r\n\r\nWhich database should I use?\r\n\r\n')
        line.open()
        stage.shows('prompt', 'Which database should I use?')
      },
    })
  },
}
