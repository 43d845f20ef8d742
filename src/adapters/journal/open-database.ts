import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Longest wait for another process's write (milliseconds); a write takes a few. */
const BUSY_TIMEOUT_MS = 5_000
/**
 * Pages after which SQLite copies the write-ahead log into the database. A lost or damaged log then costs at most about
 * fifty events; with SQLite's own 1000, it may cost a whole night's. 2,000 appends take 0.40 s with 100 pages, 0.47 s
 * with 1000, 1.4 s with 1.
 */
const WAL_PAGES = 100

export function journalFile(projectDir: string): string {
  return join(projectDir, 'journal.sqlite')
}

/** Opens the journal for writing and makes a missing directory (0700) or file (0600). */
export function openForWriting(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // SQLite creates files with mode 0644. Its -wal and -shm files take over the mode of the database.
  closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  // WAL: readers never wait for the writer. FULL: a commit returns when it is on the disk.
  // fullfsync: macOS' fsync leaves data in the drive's cache (sqlite.org/pragma.html#pragma_fullfsync).
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA wal_autocheckpoint = ${WAL_PAGES}`)
  return database
}

/** Opens the journal for reading while another process may write. */
export function openForReading(file: string): DatabaseSync {
  return new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true })
}
