import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows typed text in dim characters',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { echo: text => `\x1b[2m${text.replaceAll('\n', '\r\n')}\x1b[m` })
  },
}
