import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** The command lines of running processes that have `mark` in their arguments or whose working directory is below it (Linux). */
export function livingProcessesWith(mark: string): readonly string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap(pid => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        const cwd = readlinkSync(`/proc/${pid}/cwd`)
        return command.includes(mark) || cwd.startsWith(mark) ? [`${pid} ${command}`] : []
      } catch {
        // The process ended while it was looked at.
        return []
      }
    })
}
