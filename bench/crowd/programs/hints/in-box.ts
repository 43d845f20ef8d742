import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a grey hint in an empty box',
  expects: { brief: 'whole' },
  play(terminal) {
    composeBox(terminal, {
      above: () => ['mybot 1.0', ''],
      hint: '\x1b[90mType your message or @path/to/file',
      below: () => ['  ? for help'],
    })
  },
}
