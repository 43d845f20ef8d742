import { askAfterBrief } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks `[y/N]` at the end of a sentence, behind its prompt mark',
  expects: { brief: 'whole' },
  play(terminal) {
    askAfterBrief(terminal, { screen: 'Drop table customers? [y/N] > ', words: ['Drop table customers?'] }, { prompt: '> ' })
  },
}
