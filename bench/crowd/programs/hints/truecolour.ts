import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer in grey of 24-bit colour',
  expects: { brief: 'whole' },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { prompt: '> ', hint: '\x1b[38;2;128;128;128mResend your message to try again' })
  },
}
