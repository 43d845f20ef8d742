import type { Readable } from 'node:stream'
import { readProcess } from './process-table.ts'
import type { Leader } from './process-tree.ts'

/** How the command itself ended; null: unknown, because one of the command's processes killed its parent. */
export type KeptEnd = { readonly status: number } | null

const LONGEST = 1_000

/** Reports of the shells between czar and a command: `pid N`, `status N`, `kept N`, one per line. */
export interface KeeperWords {
  /** The command's process, identified when it reported its pid. */
  leader(): Leader | null
  /** How the command ended, according to the reports so far. */
  end(): KeptEnd
  /** Resolves when an end is reported. */
  readonly told: Promise<void>
}

/** Reads descriptor 3 of a keeper. */
export function hearKeeper(pipe: Readable): KeeperWords {
  let text = ''
  let leader: Leader | null = null
  const told = Promise.withResolvers<void>()
  // Errors are ignored, because only czar destroys this stream.
  pipe.on('error', () => {})
  pipe.on('data', (chunk: Buffer) => {
    text = (text + chunk).slice(0, LONGEST)
    // The first line comes before anything that the command itself could write here.
    const pid = Number(/^pid (\d+)\n/.exec(text)?.[1])
    if (leader === null && pid > 1) leader = { pid, born: readProcess(pid)?.born ?? null }
    if (/^kept /m.test(text)) told.resolve()
  })
  return { leader: () => leader, end: () => judge(text), told: told.promise }
}

/**
 * The command's end if exactly one was reported. If the command forges an end, czar ends the command, and the true end
 * follows. So two reported ends count as none.
 */
function judge(text: string): KeptEnd {
  const all = (word: string) => [...text.matchAll(new RegExp(`^${word} (\\d+)$`, 'gm'))].map(([, number]) => Number(number))
  const [status, ...more] = all('status')
  const kept = all('kept')
  return status === undefined || more.length > 0 || kept.length !== 1 || kept[0] !== 0 ? null : { status }
}
