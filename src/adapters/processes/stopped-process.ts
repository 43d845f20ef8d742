import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { statFields } from './process-table.ts'

/** Whether a signal has stopped a process (SIGSTOP, SIGTSTP); false for one held by a debugger. */
export function isSuspended(pid: number): boolean {
  try {
    return stateOf(pid).startsWith('T')
  } catch {
    return false
  }
}

/** The state letter of `ps`. On Linux `t` is a process under a debugger. */
function stateOf(pid: number): string {
  if (process.platform !== 'linux') return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  return statFields(readFileSync(`/proc/${pid}/stat`, 'latin1'))[0] ?? ''
}
