import { readFileSync } from 'node:fs'

/** Whether a process with this id runs (Linux). A process that has ended, and that its parent has not waited for, does not run. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}
