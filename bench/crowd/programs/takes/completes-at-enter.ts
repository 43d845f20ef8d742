import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'accepts a completion at the first Enter, and takes the text at the second',
  expects: { brief: 'either' },
  play(terminal) {
    let isCompleted = false
    composeLine(terminal, {
      prompt: '> ',
      onEnter(line) {
        if (isCompleted || line.text() === '') return false
        isCompleted = true
        terminal.write(' @src/x ')
        return true
      },
    })
  },
}
