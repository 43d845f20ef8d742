import { askAfterBrief } from '../../../stage/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks `[y/N]` behind its words, at the mark of its prompt',
  expects: { brief: 'whole' },
  play(stage) {
    askAfterBrief(stage, { screen: 'Drop table customers? [y/N] > ', words: ['Drop table customers?'] }, { prompt: '> ' })
  },
}
