import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for a word without a question mark',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, { screen: 'Before I go on I need the name of the bucket.\r\nName: ', words: ['name of the bucket'] })
  },
}
