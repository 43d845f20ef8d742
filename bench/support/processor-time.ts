import { readFileSync } from 'node:fs'

// Linux counts processor time in hundredths of a second (sysconf CLK_TCK).
const TICKS = 100

/** Processor time of a process, and of its children that have ended and were waited for, in seconds. */
export function processorTime(pid: number): { readonly own: number; readonly children: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const seconds = (index: number) => Number(fields[index]) / TICKS
  return { own: seconds(11) + seconds(12), children: seconds(13) + seconds(14) }
}
