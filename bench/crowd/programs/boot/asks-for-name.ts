import { ask, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks a first question behind the same mark as that of its prompt',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(terminal) {
    ask(terminal, { screen: 'Welcome to mybot!\r\nHow shall I call you?\r\n> ', words: ['How shall I call you?'] })
  },
}
