import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'lets the user choose several items by the space bar',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen: 'Which checks shall I set up?\r\n\r\n❯ ◉ eslint\r\n  ◯ prettier\r\n  ◉ vitest\r\n\r\nspace to toggle, enter to confirm',
      words: ['Which checks shall I set up?'],
    })
  },
}
