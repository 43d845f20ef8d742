import type { Readable } from 'node:stream'
import { readProcess } from './process-table.ts'
import type { Leader } from './process-tree.ts'

/** The command's own end; null: it, or something that it started, killed the process that it ran under. */
export type KeptEnd = { readonly status: number } | null

const LONGEST = 1_000

/** What the processes between czar and a command say: `pid N`, `status N`, `kept N`, a line each. */
export interface KeeperWords {
  /** The command as it was when it said its number. */
  leader(): Leader | null
  /** The words so far, judged. */
  end(): KeptEnd
  /** Resolves when an end is told. */
  readonly told: Promise<void>
}

/** Listens on descriptor 3 of a keeper. */
export function hearKeeper(pipe: Readable): KeeperWords {
  let text = ''
  let leader: Leader | null = null
  const told = Promise.withResolvers<void>()
  // Only czar destroys it.
  pipe.on('error', () => {})
  pipe.on('data', (chunk: Buffer) => {
    text = (text + chunk).slice(0, LONGEST)
    // The first line comes before anything that the command itself could write there.
    const pid = Number(/^pid (\d+)\n/.exec(text)?.[1])
    if (leader === null && pid > 1) leader = { pid, born: readProcess(pid)?.born ?? null }
    if (/^kept /m.test(text)) told.resolve()
  })
  return { leader: () => leader, end: () => judge(text), told: told.promise }
}

/** A command that forges an end is ended with it, and then the true end is told too: two are none. */
function judge(text: string): KeptEnd {
  const all = (word: string) => [...text.matchAll(new RegExp(`^${word} (\\d+)$`, 'gm'))].map(([, number]) => Number(number))
  const [status, ...more] = all('status')
  const kept = all('kept')
  return status === undefined || more.length > 0 || kept.length !== 1 || kept[0] !== 0 ? null : { status }
}
