import { ask } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for a key, and hides what is typed',
  expects: { brief: 'none' },
  play(terminal) {
    ask(terminal, { screen: 'No key is set.\r\nPaste your API key (it stays hidden): ', words: ['Paste your API key'] })
  },
}
