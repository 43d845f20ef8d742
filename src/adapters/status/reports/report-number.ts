import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ToolError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { ensureDirectory } from '../files/replace-file.ts'

export interface ReportNumber {
  readonly seq: number
  /** Releases the number's lock. Until this call, no other process gets a number of this worker. */
  release(): void
}

/** How long a `czar report` waits for another one of the same worker (ms). Each takes a few ms. */
const WAIT_MS = 10_000
const RETRY_MS = 20
/** A short wait, because two processes that hold each other's lock wait in vain. */
const SQLITE_WAIT_MS = 30
const SQLITE = { BUSY: 5, IOERR: 10, CORRUPT: 11, FULL: 13, NOTADB: 26 } as const

/**
 * Takes the next report number of the file at `path`, with the right to write that file. Numbers grow even when the
 * file is deleted or broken: SQLite's `user_version` in a file beside it holds the last one. The lock is SQLite's, a
 * POSIX file lock, so it ends with its process, also by kill -9.
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
  // EXCLUSIVE: the lock is held until the connection closes, not only during the transaction. The database needs neither
  // a journal nor fsync: it is one page, which a kill cannot leave half written. If a power cut loses it, the number in
  // the reports' file still counts.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; BEGIN EXCLUSIVE')
  const last = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  const seq = Math.max(last, lastInFile()) + 1
  database.exec(`PRAGMA user_version = ${seq}; COMMIT`)
  return { seq, release: () => database.close() }
}

/**
 * With an exclusive lock SQLite keeps its read lock, so two writers wait for each other in vain (SQLite 3.53: both
 * until their timeout). Then this process releases its lock and tries again.
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

/** The hint. Removing the file helps only if it is no database. The numbers then continue from those in the reports. */
function hintOf(cause: unknown, file: string): string {
  // Extended codes hold the plain one in the low byte.
  const code = ((cause as { errcode?: number }).errcode ?? 0) & 0xff
  if (code === SQLITE.CORRUPT || code === SQLITE.NOTADB) return `rm ${shellWord(file)}`
  const folder = shellWord(dirname(file))
  return code === SQLITE.FULL || code === SQLITE.IOERR ? `df -h ${folder}` : `ls -la ${folder}`
}
