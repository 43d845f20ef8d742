import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** How long (ms) to wait while another process writes. A write normally takes a few ms. */
const BUSY_TIMEOUT_MS = 5_000
/**
 * After this many pages, SQLite copies its log file (-wal) into the database. If the log is lost or damaged, at most about fifty events
 * are then lost. With SQLite's own value of 1000, the events of a whole night could be lost. 2,000 appends take 0.40 s with 100 pages,
 * 0.47 s with 1000, and 1.4 s with 1.
 */
const WAL_PAGES = 100

export function journalFile(projectDir: string): string {
  return join(projectDir, 'journal.sqlite')
}

/** Opens the journal for writing. A missing directory is created with mode 0700, and a missing file with 0600. */
export function openForWriting(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // The file is created here, because SQLite would create it with mode 0644. Its -wal and -shm files get the same mode as the database.
  closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  // WAL: those who read never wait for the czar that writes. FULL: a commit returns only when it is on the disk. fullfsync: on macOS, a
  // plain fsync may leave data in the cache of the disk (sqlite.org/pragma.html#pragma_fullfsync).
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = ${WAL_PAGES}`)
  return database
}

/** Opens the journal for reading while another process may write. */
export function openForReading(file: string): DatabaseSync {
  return new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true })
}
