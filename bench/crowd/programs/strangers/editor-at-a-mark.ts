import { askAfterBrief } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has opened an editor whose text contains a line like its prompt, with the cursor at the end of that line',
  expects: { brief: 'whole' },
  play(terminal) {
    const screen = '\x1b[?1049h\x1b[2J\x1b[HDear all\r\nOn Monday you wrote\r\n> \r\n~\r\n~\r\n\x1b[20;1H-- INSERT --\x1b[3;3H'
    askAfterBrief(terminal, { screen, words: ['full-screen program', 'INSERT'] }, { prompt: '> ' })
  },
}
