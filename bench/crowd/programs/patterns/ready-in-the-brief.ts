import { askAfterBrief } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its brief, which its `ready` pattern matches, and then asks',
  expects: { brief: 'whole' },
  profile: { ready: { screen: 'assignment' } },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\nassignment: none\r\n> ')
    askAfterBrief(
      terminal,
      { screen: 'Shall I delete the old assignment files? (y/n) ', words: ['delete the old assignment files'] },
      { prompt: '> ' },
    )
  },
}
