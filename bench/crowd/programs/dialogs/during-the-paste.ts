import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks a question in the middle of a paste, and drops the rest of the paste',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    const composer = composeLine(stage, {
      prompt: 'mybot> ',
      keep(part, index) {
        if (index === 8) {
          stage.hear(() => {})
          setImmediate(() => {
            stage.write('\x1b[2J\x1b[HYour session has expired. Renew it? (y/n) ')
            stage.shows('question', 'Your session has expired')
          })
        }
        return part
      },
    })
    composer.text()
  },
}
