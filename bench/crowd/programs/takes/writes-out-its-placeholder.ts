import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'writes the text out in place of its placeholder at the first Enter, and takes it at the second',
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
