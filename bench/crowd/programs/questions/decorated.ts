import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in bold Markdown, followed by an emoji, a few lines above its prompt',
  expects: { brief: 'whole' },
  play(terminal) {
    composeLine(terminal, {
      prompt: '> ',
      onTaken(line) {
        terminal.write('● Read the task\r\n\r\n● **Shall I overwrite `config.yml`?** 🙂\r\n\r\n· · ·\r\n\r\n')
        line.open()
        terminal.shows('prompt', 'Shall I overwrite `config.yml`?')
      },
    })
  },
}
