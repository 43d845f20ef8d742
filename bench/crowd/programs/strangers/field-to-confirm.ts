import { askAfterBrief } from '../../../stage/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks in a field behind its own mark for a name, with what Enter confirms below',
  expects: { brief: 'whole' },
  play(stage) {
    const screen =
      '\x1b[2J\x1b[HThis drops the table customers (412 rows).\r\n\r\n❯ \r\n\r\nType its name and Enter to confirm · Esc to cancel\x1b[3;3H'
    askAfterBrief(stage, { screen, words: ['Type its name'] }, { prompt: '❯ ' })
  },
}
