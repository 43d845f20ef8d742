import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'prints a log for four seconds with lines such as `> building` before its prompt',
  expects: { brief: 'whole' },
  profile: MYBOT,
  async play(stage) {
    for (const line of ['> mybot@1.0 build', '> tsc -p .', 'added 120 packages', '$ mybot --serve', '> ', 'listening']) {
      stage.write(`${line}\r\n`)
      await stage.pause(650)
    }
    composeLine(stage, { prompt: 'mybot> ' })
  },
}
