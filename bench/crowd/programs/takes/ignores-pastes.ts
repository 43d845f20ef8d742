import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'drops pasted text, and takes only typed keys',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { keep: part => (part.length > 1 ? '' : part) })
  },
}
