import { askAfterBrief } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has started a program with another prompt mark',
  expects: { brief: 'whole' },
  play(terminal) {
    askAfterBrief(terminal, { screen: 'Which table shall go\r\n> ', words: ['its prompt was `❯`, now it is `>`'] }, { prompt: '❯ ' })
  },
}
