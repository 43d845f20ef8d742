import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'drops what is pasted, and takes keys alone',
  expects: { brief: 'none' },
  play(stage) {
    composeLine(stage, { keep: part => (part.length > 1 ? '' : part) })
  },
}
