import { ask, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks at its start whether it may update itself, `[Y/n]`',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(terminal) {
    ask(terminal, {
      screen: 'A new version of mybot is there: 2.0.1 (you have 1.0.0).\r\nUpdate now? [Y/n] ',
      words: ['Update now? [Y/n]'],
    })
  },
}
