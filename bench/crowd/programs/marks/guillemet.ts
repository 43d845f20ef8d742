import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has `›` for a prompt, and its profile says nothing',
  expects: { brief: 'whole' },
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { prompt: '› ' })
  },
}
