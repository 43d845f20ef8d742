import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PreconditionError } from '../../core/model/errors.ts'
import { withSqliteErrors } from './sqlite-failure.ts'
import { holderFile, readHolder, type SupervisorHolder, writeHolder } from './supervisor-holder.ts'

export interface SupervisorLock {
  readonly holder: SupervisorHolder
  release(): void
}

/**
 * How long a czar tries to get the lock (ms). It must not be 0. On the way to the exclusive lock, a czar briefly holds a
 * shared lock, and so does `isHeld`. Two czars that start together would both fail without waiting.
 */
const CONTENTION_MS = 120

/**
 * The right to supervise a project: SQLite's exclusive lock on `lock.sqlite`, a POSIX file lock. The system releases it however the process
 * ends, so a stale file cannot keep a czar out. Children do not inherit it. Throws a PreconditionError that names the holder if another
 * czar has the lock. Nothing else in this process may open and close lock.sqlite: that would release the lock (fcntl(2), POSIX locks).
 */
export function acquireSupervisorLock(projectDir: string): SupervisorLock {
  const file = lockFile(projectDir)
  return withSqliteErrors(file, 'locking', () => {
    mkdirSync(projectDir, { recursive: true, mode: 0o700 })
    const database = new DatabaseSync(file, { timeout: CONTENTION_MS })
    try {
      if (!tryExclusive(database)) throw alreadySupervised(projectDir)
      const holder = { pid: process.pid, host: hostname(), startedAt: Date.now() }
      writeHolder(projectDir, holder)
      return { holder, release: () => release(projectDir, database) }
    } catch (error) {
      database.close()
      throw error
    }
  })
}

/** Whether some czar supervises the project now; asks the lock itself, never a file's content. */
export function isHeld(projectDir: string): boolean {
  const file = lockFile(projectDir)
  if (!existsSync(file)) return false
  return withSqliteErrors(file, 'probing', () => {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      // A read needs the shared lock, which an exclusive one refuses.
      return !succeedsUnlessBusy(() => database.prepare('SELECT count(*) FROM sqlite_schema').get())
    } finally {
      database.close()
    }
  })
}

function lockFile(projectDir: string): string {
  return join(projectDir, 'lock.sqlite')
}

function tryExclusive(database: DatabaseSync): boolean {
  return succeedsUnlessBusy(() => database.exec('BEGIN EXCLUSIVE'))
}

function succeedsUnlessBusy(call: () => unknown): boolean {
  try {
    call()
    return true
  } catch (error) {
    const SQLITE_BUSY = 5
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false
    throw error
  }
}

function alreadySupervised(projectDir: string): PreconditionError {
  const holder = readHolder(projectDir)
  const who =
    holder === null
      ? 'it has not given its name yet'
      : `pid ${holder.pid} on ${holder.host}, since ${new Date(holder.startedAt).toISOString()}`
  return new PreconditionError(`another czar already supervises ${projectDir}: ${who}`, { hint: 'czar status' })
}

function release(projectDir: string, database: DatabaseSync): void {
  if (!database.isOpen) return
  // The name is removed first: as soon as the lock is free, the file may belong to the next holder.
  rmSync(holderFile(projectDir), { force: true })
  database.close()
}
