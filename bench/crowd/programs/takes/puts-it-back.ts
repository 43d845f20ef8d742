import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'takes the text, fails, and puts it back into its composer',
  expects: { brief: 'either' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, {
      onTaken(line, text) {
        stage.write('* API error: overloaded\r\n\r\n')
        line.open()
        line.hear({ kind: 'text', text })
      },
    })
  },
}
