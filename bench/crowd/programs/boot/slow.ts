import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'draws nothing for six seconds, then its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(stage) {
    await stage.pause(6_000)
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage)
  },
}
