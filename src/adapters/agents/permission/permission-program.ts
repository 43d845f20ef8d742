import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import type { AskingProgram } from './answer.ts'

/** The words that start the program that decides, for one incarnation. */
export function permissionProgram(program: AskingProgram, incarnationDirectory: string): readonly string[] {
  return [process.execPath, builtProgram(), program, incarnationDirectory]
}

// Always the built program: one file, which starts twice as fast as its modules would.
function builtProgram(): string {
  return join(dirname(findPackageJSON('.', import.meta.url) as string), 'dist', 'agent-permission.cjs')
}
