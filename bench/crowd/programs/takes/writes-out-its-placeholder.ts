import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'replaces its placeholder by the text at the first Enter, and takes the text at the second',
  expects: { brief: 'either' },
  play(stage) {
    let isWrittenOut = false
    composeLine(stage, {
      prompt: '> ',
      echo: text => (isWrittenOut ? text.replaceAll('\n', '\r\n') : `[Pasted text #1 +${text.split('\n').length} lines]`),
      onEnter(line) {
        if (isWrittenOut || line.text() === '') return false
        isWrittenOut = true
        stage.write('\x1b[2J\x1b[H')
        line.open()
        return true
      },
    })
  },
}
