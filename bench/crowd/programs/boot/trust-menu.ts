import { ask } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks at its start whether the folder is trusted, in a menu that the profile does not describe',
  expects: { brief: 'none' },
  play(terminal) {
    ask(terminal, {
      screen: 'Do you trust the files in this folder?\r\n\r\n❯ 1. Yes, proceed\r\n  2. No, exit\r\n\r\nEnter to confirm · Esc to cancel',
      words: ['Do you trust the files in this folder?'],
    })
  },
}
