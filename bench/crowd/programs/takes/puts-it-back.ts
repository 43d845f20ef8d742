import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'takes the text, fails, and puts it back into its composer',
  expects: { brief: 'either' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, {
      onTaken(line, text) {
        terminal.write('* API error: overloaded\r\n\r\n')
        line.open()
        line.hear({ kind: 'text', text })
      },
    })
  },
}
