import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks a question in the middle of a paste, and drops the rest of the paste',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    const composer = composeLine(terminal, {
      prompt: 'mybot> ',
      keep(part, index) {
        if (index === 8) {
          terminal.hear(() => {})
          setImmediate(() => {
            terminal.write('\x1b[2J\x1b[HYour session has expired. Renew it? (y/n) ')
            terminal.shows('question', 'Your session has expired')
          })
        }
        return part
      },
    })
    composer.text()
  },
}
