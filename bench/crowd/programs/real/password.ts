import type { Program } from '../../program.ts'
import { shellProgram } from '../../real/commands.ts'

export const program: Program = {
  does: 'asks for a password, with echo off, in a real terminal line',
  expects: { brief: 'none' },
  command: () => shellProgram('password'),
}
