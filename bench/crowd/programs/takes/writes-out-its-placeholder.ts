import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'replaces its placeholder by the text at the first Enter, and takes the text at the second',
  expects: { brief: 'either' },
  play(terminal) {
    let isWrittenOut = false
    composeLine(terminal, {
      prompt: '> ',
      echo: text => (isWrittenOut ? text.replaceAll('\n', '\r\n') : `[Pasted text #1 +${text.split('\n').length} lines]`),
      onEnter(line) {
        if (isWrittenOut || line.text() === '') return false
        isWrittenOut = true
        terminal.write('\x1b[2J\x1b[H')
        line.open()
        return true
      },
    })
  },
}
