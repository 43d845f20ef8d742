import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'waits for Enter to go on with a deletion',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen: '12 files will be removed.\r\nPress Enter to continue, Ctrl-C to abort',
      words: ['12 files will be removed'],
    })
  },
}
