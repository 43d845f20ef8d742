import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'accepts a completion at the first Enter, and takes the text at the second',
  expects: { brief: 'either' },
  play(stage) {
    let isCompleted = false
    composeLine(stage, {
      prompt: '> ',
      onEnter(line) {
        if (isCompleted || line.text() === '') return false
        isCompleted = true
        stage.write(' @src/x ')
        return true
      },
    })
  },
}
