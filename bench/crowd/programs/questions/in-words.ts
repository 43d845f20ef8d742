import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks a plain question, with the cursor behind the question',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, { screen: 'Which database should I use? ', words: ['Which database should I use?'] })
  },
}
