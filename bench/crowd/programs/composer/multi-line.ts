import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'is a multi-line editor with `... ` before each further line; Enter sends',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^>>> $' } },
  play(terminal) {
    composeLine(terminal, { prompt: '>>> ', echo: text => text.replaceAll('\n', '\r\n... ') })
  },
}
