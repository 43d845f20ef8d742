import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'is like the program before, but the profile says nothing about its screen',
  expects: { brief: 'none' },
  command: () => shellProgram('left-shell'),
}
