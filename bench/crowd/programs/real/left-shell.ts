import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'ends with an error; its wrapper leaves a shell behind',
  expects: { brief: 'none' },
  profile: MYBOT,
  command: () => shellProgram('left-shell'),
}
