import type { DatabaseSync } from 'node:sqlite'

/** Runs `work` in one write transaction. When it returns, everything is on the disk. If it fails, nothing is written. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // After a full disk or an I/O error, SQLite has often rolled back already.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
