import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has `>>>` for a prompt, and its profile says nothing',
  // Without a pattern in the profile, czar cannot tell this prompt from that of a shell, which would run the brief as commands.
  expects: { brief: 'refused', because: /without a prompt/i },
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { prompt: '>>> ' })
  },
}
