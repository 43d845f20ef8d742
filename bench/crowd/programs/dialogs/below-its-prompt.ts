import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks below the empty line of its prompt, which its profile still finds',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen: 'mybot> \r\n\r\nDelete branch release/9?\r\n\r\n❯ 1. Yes\r\n  2. No\r\n',
      words: ['Delete branch release/9?'],
    })
  },
}
