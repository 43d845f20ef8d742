import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a clock at the right end of its prompt line',
  expects: { brief: 'whole' },
  play(stage) {
    const clock = '12:34:56'
    composeLine(stage, { prompt: `\x1b7\x1b[${stage.columns - clock.length}G\x1b[2m${clock}\x1b[m\x1b8> ` })
  },
}
