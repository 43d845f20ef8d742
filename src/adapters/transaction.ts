import type { DatabaseSync } from 'node:sqlite'

/** Runs `work` in one transaction. When it returns, all its changes are on the disk. If it fails, nothing is changed. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // If the disk is full or fails, SQLite has often ended the transaction itself.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
