import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'is a loop of `read` in bash: a line at a time, no bracketed paste',
  expects: { brief: 'refused', because: /bracketed paste|line by line|several lines/i, withinMs: 30_000 },
  profile: MYBOT,
  command: () => shellProgram('bash-read'),
}
