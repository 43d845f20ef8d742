import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'takes its brief as a line at `> `, and asks there for a passphrase with echo off',
  expects: { brief: 'whole' },
  profile: { input: 'file' },
  command: () => shellProgram('password-at-mark'),
}
