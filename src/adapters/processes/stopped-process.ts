import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { statFields } from './process-table.ts'

/** Whether a signal has stopped a process (SIGSTOP, SIGTSTP); one that a debugger holds is not meant. */
export function isStopped(pid: number): boolean {
  try {
    return stateOf(pid).startsWith('T')
  } catch {
    return false
  }
}

/** The letter of `ps`; Linux has `t` for a process that is traced. */
function stateOf(pid: number): string {
  if (process.platform !== 'linux') return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  return statFields(readFileSync(`/proc/${pid}/stat`, 'latin1'))[0] ?? ''
}
