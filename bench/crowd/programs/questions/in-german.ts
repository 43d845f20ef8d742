import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in German',
  expects: { brief: 'whole' },
  play(terminal) {
    composeLine(terminal, {
      prompt: '> ',
      onTaken(line) {
        terminal.write('* Read the task\r\n\r\nWelche Datenbank soll ich nehmen?\r\n\r\n')
        line.open()
        terminal.shows('prompt', 'Welche Datenbank soll ich nehmen?')
      },
    })
  },
}
