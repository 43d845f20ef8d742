import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { statFields } from './process-table.ts'

/** Whether a signal (SIGSTOP, SIGTSTP) has stopped the process. False for a process that a debugger holds. */
export function isSuspended(pid: number): boolean {
  try {
    return stateOf(pid).startsWith('T')
  } catch {
    return false
  }
}

/**
 * The letter by which `ps` shows the process's state. On Linux `t` means that a debugger holds the process, and `T` that a signal stopped
 * it.
 */
function stateOf(pid: number): string {
  if (process.platform !== 'linux') return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  return statFields(readFileSync(`/proc/${pid}/stat`, 'latin1'))[0] ?? ''
}
