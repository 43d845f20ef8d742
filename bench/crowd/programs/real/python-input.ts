import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'
import { pythonProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'is a loop of `input()` in Python',
  expects: { brief: 'refused', because: /bracketed paste|line by line|several lines/i, withinMs: 30_000 },
  profile: MYBOT,
  command: () => pythonProgram('python-input', 'json'),
}
