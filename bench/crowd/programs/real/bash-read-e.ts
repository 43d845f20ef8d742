import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'is a loop of `read -e` in bash: readline',
  expects: { brief: 'either' },
  profile: MYBOT,
  command: () => shellProgram('bash-read-e'),
}
