import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in Japanese, with its own question mark',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, {
      prompt: 'mybot> ',
      onTaken(line) {
        stage.write('* Read the task\r\n\r\nどのデータベースを使いますか？\r\n\r\n')
        line.open()
        stage.shows('prompt', 'どのデータベースを使いますか？')
      },
    })
  },
}
