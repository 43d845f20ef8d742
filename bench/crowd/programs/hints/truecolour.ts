import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer in grey of 24-bit colour',
  expects: { brief: 'whole' },
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { prompt: '> ', hint: '\x1b[38;2;128;128;128mResend your message to try again' })
  },
}
