import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows typed text in yellow on blue',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { echo: text => `\x1b[33;44m${text.replaceAll('\n', '\r\n')}\x1b[m` })
  },
}
