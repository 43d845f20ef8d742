import type { Program } from '../../program.ts'
import { pythonProgram } from '../../real/commands.ts'

export const program: Program = {
  does: "is a prompt of prompt-toolkit with suggestions and a toolbar, like aider's",
  expects: { brief: 'whole' },
  command: () => pythonProgram('prompt-toolkit', 'prompt_toolkit'),
}
