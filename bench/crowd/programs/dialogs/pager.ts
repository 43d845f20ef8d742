import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'is in the pager `less`, which shows its colon',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen: 'commit 1f3a\r\nAuthor: Somebody\r\n\r\n    Change all\r\n\r\ndiff --git a/a b/a\r\n:',
      words: ['diff --git a/a b/a'],
    })
  },
}
