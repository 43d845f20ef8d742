import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has `>>>` for a prompt, and its profile says nothing',
  // Without a pattern in the profile, czar cannot tell this prompt from that of a shell, which would run the brief as commands.
  expects: { brief: 'refused', because: /without a prompt/i },
  play(terminal) {
    terminal.write('mybot 1.0\r\n\r\n')
    composeLine(terminal, { prompt: '>>> ' })
  },
}
