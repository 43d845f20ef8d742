import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has its name before the mark, as many do: `mybot> `',
  // Without a pattern in the profile, czar cannot tell this prompt from that of a shell, which would run the brief as commands.
  expects: { brief: 'refused', because: /without a prompt/i },
  play(terminal) {
    composeLine(terminal, { prompt: 'mybot> ' })
  },
}
