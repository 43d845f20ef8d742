import { type BigIntStats, lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from '../repository/repository.ts'

/** Two writes so close together may leave the same times behind (a kernel's clock ticks every 4 to 10 ms; some disks keep seconds). */
const RACY_MS = 2_000

/**
 * What the files look like that say where these references point: changes with every move of one of them, and costs no
 * process. null: one of them was written just now, so that the next write may not show.
 */
export function refsStamp({ commonDir }: Repository, references: readonly string[]): string | null {
  // Loose, packed, and the list of tables of the newer format.
  const files = [...references, 'packed-refs', join('reftable', 'tables.list')]
  const found = files.map(file => look(join(commonDir, file)))
  const newest = Math.max(...found.map(stats => (stats === null ? 0 : Number(stats.mtimeMs))))
  return newest > Date.now() - RACY_MS ? null : found.map(likeness).join('\n')
}

/** Not as a promise: a thousand of these take 5 ms so, and 50 ms of the loop as promises. */
function look(file: string): BigIntStats | null {
  try {
    return lstatSync(file, { bigint: true, throwIfNoEntry: false }) ?? null
  } catch {
    return null
  }
}

function likeness(stats: BigIntStats | null): string {
  return stats === null ? 'missing' : [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ')
}
