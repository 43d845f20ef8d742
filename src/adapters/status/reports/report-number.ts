import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ToolError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { ensureDirectory } from '../files/replace-file.ts'

export interface ReportNumber {
  readonly seq: number
  /** Releases the lock. Until then, no other process gets a report number for this worker. */
  release(): void
}

/** How long (ms) a `czar report` waits for another `czar report` of the same worker. Each takes a few ms. */
const WAIT_MS = 10_000
const RETRY_MS = 20
/** How long SQLite waits for a lock. It is short, because two processes that each wait for the other's lock would wait in vain. */
const SQLITE_WAIT_MS = 30
const SQLITE = { BUSY: 5, IOERR: 10, CORRUPT: 11, FULL: 13, NOTADB: 26 } as const

/**
 * Takes the next report number for the file at `path`, and a lock that allows writing the file. The numbers go on growing even if the file
 * is deleted or broken, because the last number is also in `user_version` of a SQLite file beside it. The lock is SQLite's POSIX file
 * lock, so it ends when the process ends, even by kill -9.
 */
export function takeReportNumber(path: string, lastInFile: () => number): ReportNumber {
  const file = path.replace(/\.json$/, '.lock')
  ensureDirectory(dirname(file))
  const deadline = performance.now() + WAIT_MS
  for (;;) {
    const database = new DatabaseSync(file, { timeout: SQLITE_WAIT_MS })
    try {
      return takeFrom(database, lastInFile)
    } catch (error) {
      database.close()
      if (!isBusy(error) || performance.now() > deadline) throw noNumber(file, error)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * RETRY_MS)
    }
  }
}

function takeFrom(database: DatabaseSync, lastInFile: () => number): ReportNumber {
  // EXCLUSIVE: the lock is held until the connection is closed, and not only during the transaction. The database needs no journal and no
  // fsync, because it is a single page, which a kill cannot leave half written. If a power cut loses it, the numbers in the reports' file
  // still count.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN EXCLUSIVE')
  const last = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  const seq = Math.max(last, lastInFile()) + 1
  database.exec(`PRAGMA user_version = ${seq}; COMMIT`)
  return { seq, release: () => database.close() }
}

/**
 * Whether another process has the lock. Two writers that both have SQLite's read lock wait for each other in vain (SQLite 3.53: until
 * their time is over). So this process then releases its lock and tries again.
 */
function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === SQLITE.BUSY
}

function noNumber(file: string, cause: unknown): ToolError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new ToolError(`no number for a report could be taken with ${file}: ${why}`, {
    command: ['sqlite', file],
    stderr: why,
    reason: 'failed',
    hint: hintOf(cause, file),
    cause,
  })
}

/** The advice about an error. Removing the file helps only if it is not a database. The numbers then go on from those in the reports. */
function hintOf(cause: unknown, file: string): string {
  // SQLite's extended error codes have the plain code in their lowest byte.
  const code = ((cause as { errcode?: number }).errcode ?? 0) & 0xff
  if (code === SQLITE.CORRUPT || code === SQLITE.NOTADB) return `rm ${shellWord(file)}`
  const folder = shellWord(dirname(file))
  return code === SQLITE.FULL || code === SQLITE.IOERR ? `df -h ${folder}` : `ls -la ${folder}`
}
