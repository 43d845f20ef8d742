import { MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'
import { pythonProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'is a loop of `input()` in Python with readline',
  expects: { brief: 'either' },
  profile: MYBOT,
  command: () => pythonProgram('python-input-readline', 'readline'),
}
