import { askAfterBrief, MYBOT } from '../../../stage/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for the password of sudo',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    askAfterBrief(stage, { screen: '[sudo] password for me: ', words: ['[sudo] password for me'] })
  },
}
