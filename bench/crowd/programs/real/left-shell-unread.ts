import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'the same, and the profile says nothing of its screen',
  expects: { brief: 'none' },
  command: () => shellProgram('left-shell'),
}
