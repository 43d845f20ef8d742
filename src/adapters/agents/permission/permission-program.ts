import { builtProgram } from '../../processes/built-program.ts'
import type { AskingProgram } from './answer.ts'

/** The command that starts the permission program, for one start of an agent. */
export function permissionProgram(program: AskingProgram, incarnationDirectory: string): readonly string[] {
  return [process.execPath, builtProgram('agent-permission'), program, incarnationDirectory]
}
