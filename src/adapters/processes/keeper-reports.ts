import type { Readable } from 'node:stream'
import { readProcess } from './process-table.ts'
import type { Leader } from './process-tree.ts'

/** The exit status of the command itself. null: unknown, because a process of the command killed the shell that would report it. */
export type KeptEnd = { readonly status: number } | null

const LONGEST = 1_000

/**
 * What the shells between czar and a command report, one line each. `pid N` is the command's process, `status N` its exit status, and
 * `kept N` the exit status of the command's parent shell.
 */
export interface KeeperReports {
  /** The command's process, together with its start time, which czar reads as soon as a shell reports the pid. */
  leader(): Leader | null
  /** How the command ended, judging by the reports so far. */
  end(): KeptEnd
  /** Resolves when a shell has reported how the command ended. */
  readonly told: Promise<void>
}

/** Reads the reports of the shells from descriptor 3 of the first shell (the keeper). */
export function readKeeper(pipe: Readable): KeeperReports {
  let text = ''
  let leader: Leader | null = null
  const told = Promise.withResolvers<void>()
  // Errors are ignored, because only czar destroys this stream.
  pipe.on('error', () => {})
  pipe.on('data', (chunk: Buffer) => {
    text = (text + chunk).slice(0, LONGEST)
    // A shell writes the pid before the command starts, so the command cannot forge this first line.
    const pid = Number(/^pid (\d+)\n/.exec(text)?.[1])
    if (leader === null && pid > 1) leader = { pid, born: readProcess(pid)?.born ?? null }
    if (/^kept /m.test(text)) told.resolve()
  })
  return { leader: () => leader, end: () => judge(text), told: told.promise }
}

/**
 * The command's exit status, if exactly one was reported. A command may write a false status itself. Then the shell's true report follows,
 * so two reports count as no report.
 */
function judge(text: string): KeptEnd {
  const all = (word: string) => [...text.matchAll(new RegExp(`^${word} (\\d+)$`, 'gm'))].map(([, number]) => Number(number))
  const [status, ...more] = all('status')
  const kept = all('kept')
  return status === undefined || more.length > 0 || kept.length !== 1 || kept[0] !== 0 ? null : { status }
}
