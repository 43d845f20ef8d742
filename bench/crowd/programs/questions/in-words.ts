import { askAfterBrief, MYBOT } from '../../../stage/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks a plain question, with the cursor behind the question',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    askAfterBrief(stage, { screen: 'Which database should I use? ', words: ['Which database should I use?'] })
  },
}
