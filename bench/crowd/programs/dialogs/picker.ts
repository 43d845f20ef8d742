import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'filters a list behind `> `, as fzf does',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, { screen: '  claude-5\r\n  gpt-9\r\n▌ gemini-4\r\n  3/3 models\r\n> ', words: ['3/3 models'] })
  },
}
