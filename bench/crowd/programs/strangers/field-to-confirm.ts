import { askAfterBrief } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks for a name in a field behind its own mark; a line below says what Enter confirms',
  expects: { brief: 'whole' },
  play(terminal) {
    const screen =
      '\x1b[2J\x1b[HThis drops the table customers (412 rows).\r\n\r\n❯ \r\n\r\nType its name and Enter to confirm · Esc to cancel\x1b[3;3H'
    askAfterBrief(terminal, { screen, words: ['Type its name'] }, { prompt: '❯ ' })
  },
}
