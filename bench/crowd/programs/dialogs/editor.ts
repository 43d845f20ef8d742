import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has opened an editor for a commit message',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen:
        '\x1b[?1049h\x1b[2J\x1b[H\r\n# Please enter the commit message for your changes.\r\n~\r\n~\r\n~\r\n\x1b[50;1H".git/COMMIT_EDITMSG" 12L, 310B\x1b[1;1H',
      words: ['COMMIT_EDITMSG'],
    })
  },
}
