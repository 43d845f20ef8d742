import { askAfterBrief, MYBOT } from '../../../stage/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for a user name at a git host',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    askAfterBrief(stage, { screen: "Username for 'https://git.example.com': ", words: ["Username for 'https://git.example.com'"] })
  },
}
