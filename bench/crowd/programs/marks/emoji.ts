import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a wide character before the mark',
  // Without a pattern this may as well be the prompt of a shell, which would run the brief.
  expects: { brief: 'refused', because: /without a prompt/i },
  play(stage) {
    composeLine(stage, { prompt: '🤖 > ' })
  },
}
