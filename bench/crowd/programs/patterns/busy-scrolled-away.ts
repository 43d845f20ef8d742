import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'printed the words of its `busy` pattern long ago, so they are only in the scrollback',
  expects: { brief: 'whole' },
  profile: { ...MYBOT, busy: { screen: 'Thinking' } },
  play(terminal) {
    terminal.write('Thinking about the repository (12 s)\r\n')
    for (let file = 1; file <= 80; file++) terminal.write(`read src/file-${file}.ts\r\n`)
    composeLine(terminal, { prompt: 'mybot> ' })
  },
}
