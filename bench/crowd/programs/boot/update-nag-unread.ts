import { ask } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'is like the program before, but the profile says nothing about its screen',
  expects: { brief: 'none' },
  play(terminal) {
    ask(terminal, {
      screen: 'A new version of mybot is there: 2.0.1 (you have 1.0.0).\r\nUpdate now? [Y/n] ',
      words: ['Update now? [Y/n]'],
    })
  },
}
