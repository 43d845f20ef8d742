import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in Japanese, with its own question mark',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, {
      prompt: 'mybot> ',
      onTaken(line) {
        terminal.write('* Read the task\r\n\r\nどのデータベースを使いますか？\r\n\r\n')
        line.open()
        terminal.shows('prompt', 'どのデータベースを使いますか？')
      },
    })
  },
}
