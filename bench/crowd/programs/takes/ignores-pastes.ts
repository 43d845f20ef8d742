import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'drops what is pasted, and takes keys alone',
  expects: { brief: 'lost' },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { keep: part => (part.length > 1 ? '' : part) })
  },
}
