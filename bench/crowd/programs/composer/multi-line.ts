import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'is a multi-line editor with `... ` before each further line; Enter sends',
  // Without a pattern this may as well be the prompt of a shell, which would run the brief.
  expects: { brief: 'refused', because: /without a prompt/i },
  play(stage) {
    composeLine(stage, { prompt: '>>> ', echo: text => text.replaceAll('\n', '\r\n... ') })
  },
}
