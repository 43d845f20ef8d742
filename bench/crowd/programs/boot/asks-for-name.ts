import { ask, MYBOT } from '../../../stage/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks a first question behind the same mark as that of its prompt',
  expects: { brief: 'none' },
  profile: MYBOT,
  play(stage) {
    ask(stage, { screen: 'Welcome to mybot!\r\nHow shall I call you?\r\n> ', words: ['How shall I call you?'] })
  },
}
