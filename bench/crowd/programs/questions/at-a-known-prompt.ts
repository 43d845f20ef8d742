import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in its output, and shows a prompt that its profile knows',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, {
      prompt: 'mybot> ',
      onTaken(line) {
        terminal.write('* Read the task\r\n\r\nWhich database should I use?\r\n\r\n')
        line.open()
        terminal.shows('prompt', 'Which database should I use?')
      },
    })
  },
}
