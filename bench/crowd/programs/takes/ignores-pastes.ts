import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'drops pasted text, and takes only typed keys',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { keep: part => (part.length > 1 ? '' : part) })
  },
}
