import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in German',
  expects: { brief: 'whole' },
  play(stage) {
    composeLine(stage, {
      prompt: '> ',
      onTaken(line) {
        stage.write('* Read the task\r\n\r\nWelche Datenbank soll ich nehmen?\r\n\r\n')
        line.open()
        stage.shows('prompt', 'Welche Datenbank soll ich nehmen?')
      },
    })
  },
}
