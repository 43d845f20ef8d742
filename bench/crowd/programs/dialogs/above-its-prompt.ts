import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in a menu at the top, while its empty prompt is still in the last row',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen: '\x1b[2J\x1b[HDelete branch release/9?\r\n\r\n❯ 1. Yes\r\n  2. No\r\n\x1b[50;1Hmybot> \x1b[3;1H',
      words: ['Delete branch release/9?'],
    })
  },
}
