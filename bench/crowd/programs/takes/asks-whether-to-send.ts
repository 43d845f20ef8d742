import { ask } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks at Enter whether to send the text, and takes nothing before the answer',
  expects: { brief: 'lost' },
  play(terminal) {
    composeLine(terminal, {
      prompt: '> ',
      onEnter(line) {
        if (line.text() === '') return false
        ask(terminal, { screen: `\r\n\r\nSend this text of ${line.text().length} characters? [y/N] `, words: ['Send this text of'] })
        return true
      },
    })
  },
}
