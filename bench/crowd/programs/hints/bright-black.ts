import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows a hint in its empty composer in bright black',
  expects: { brief: 'whole' },
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { prompt: '> ', hint: '\x1b[90mResend your message to try again' })
  },
}
