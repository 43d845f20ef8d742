import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for a user name at a git host',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, { screen: "Username for 'https://git.example.com': ", words: ["Username for 'https://git.example.com'"] })
  },
}
