import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'takes lines, and asks for a passphrase at `> ` with echo off',
  expects: { brief: 'none' },
  profile: { input: 'file' },
  command: () => shellProgram('password-at-mark'),
}
