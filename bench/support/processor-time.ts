import { readFileSync } from 'node:fs'

// Linux counts processor time in hundredths of a second (CLK_TCK of sysconf).
const TICKS = 100

/**
 * Returns the processor time in seconds of a process and of its children. Ended children count too. So does the process through which czar
 * runs its programs, with all its children.
 */
export function processorTime(pid: number): { readonly own: number; readonly children: number } {
  const { own, children } = timesOf(pid)
  const helpers = childrenOf(pid).filter(child => readText(`/proc/${child}/cmdline`).includes('program-runner'))
  const helped = helpers.map(timesOf).reduce((sum, times) => sum + times.own + times.children, 0)
  return { own, children: children + helped }
}

function timesOf(pid: number) {
  const fields = readText(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
  const seconds = (index: number) => Number(fields[index] ?? 0) / TICKS
  return { own: seconds(11) + seconds(12), children: seconds(13) + seconds(14) }
}

function childrenOf(pid: number): readonly number[] {
  return readText(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

/** Reads a file. The text is empty if there is no such process. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
