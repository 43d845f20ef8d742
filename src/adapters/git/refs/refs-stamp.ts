import { join } from 'node:path'
import { filePrint, lookAtFile } from '../objects/file-print.ts'
import type { Repository } from '../repository/repository.ts'

/**
 * Two writes within this time may leave the same time on a file. The clock of a kernel ticks every 4 to 10 ms, and some disks store only
 * whole seconds.
 */
const RACY_MS = 2_000

/**
 * A fingerprint of the files that contain these refs. It changes whenever a ref moves, and reading it needs no process. Returns null if a
 * file was written just now, because another write at once might leave the fingerprint unchanged.
 */
export function refsStamp({ commonDir }: Repository, references: readonly string[]): string | null {
  // The files that may contain a ref: a file of its own, the list of packed refs, and the list of tables in the reftable format.
  const files = [...references, 'packed-refs', join('reftable', 'tables.list')]
  const found = files.map(file => lookAtFile(join(commonDir, file)))
  const newest = Math.max(...found.map(stats => (stats === null ? 0 : Number(stats.mtimeMs))))
  return newest > Date.now() - RACY_MS ? null : found.map(filePrint).join('\n')
}
