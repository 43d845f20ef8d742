import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'says `Type your task:` and reads in the line below, without any mark',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^Type your task:$' } },
  play(terminal) {
    composeLine(terminal, { prompt: 'Type your task:\r\n' })
  },
}
