import { join } from 'node:path'
import { filePrint, lookAtFile } from '../objects/file-print.ts'
import type { Repository } from '../repository/repository.ts'

/** Two writes within this time may leave equal timestamps (a kernel's clock ticks every 4 to 10 ms; some disks keep seconds). */
const RACY_MS = 2_000

/**
 * A fingerprint of the files that hold these refs. It changes whenever a ref moves, and needs no process. Returns null
 * if a file was written just now, because the next write might not change the fingerprint.
 */
export function refsStamp({ commonDir }: Repository, references: readonly string[]): string | null {
  // Loose refs, packed refs, and the table list of the reftable format.
  const files = [...references, 'packed-refs', join('reftable', 'tables.list')]
  const found = files.map(file => lookAtFile(join(commonDir, file)))
  const newest = Math.max(...found.map(stats => (stats === null ? 0 : Number(stats.mtimeMs))))
  return newest > Date.now() - RACY_MS ? null : found.map(filePrint).join('\n')
}
