import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'leaves the words of its `busy` pattern above its prompt',
  expects: { brief: 'whole' },
  profile: { ...MYBOT, busy: { screen: 'Thinking' } },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\nThinking about the repository (12 s)\r\nRead 40 files.\r\n\r\n')
    composeLine(terminal, { prompt: 'mybot> ' })
  },
}
