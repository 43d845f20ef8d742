import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PreconditionError } from '../../core/model/errors.ts'
import { withSqliteErrors } from './sqlite-failure.ts'
import { holderFile, type SupervisorHolder, sayHolder, writeHolder } from './supervisor-holder.ts'

export interface SupervisorLock {
  readonly holder: SupervisorHolder
  release(): void
}

/**
 * How long (ms) czar tries to get the lock. It must not be 0. While a czar gets the exclusive lock, it first has a shared lock for a
 * moment, and so does `isHeld`. Without waiting, two czars that start at the same time would both fail.
 */
const CONTENTION_MS = 120

/**
 * Takes the lock that allows one czar to supervise a project. It is SQLite's exclusive lock on `lock.sqlite`, which is a POSIX file lock.
 * However the process ends, the system releases it, so an old file cannot keep a czar out. Child processes do not inherit it. If another
 * process has the lock, throws a PreconditionError that names its process. Nothing else in this process may open and close lock.sqlite,
 * because that would release the lock (fcntl(2), POSIX locks). A command that works on the project without supervising it, such as
 * `czar merge`, gives its name.
 */
export function acquireSupervisorLock(projectDir: string, command?: string): SupervisorLock {
  const file = lockFile(projectDir)
  return withSqliteErrors(file, 'locking', () => {
    mkdirSync(projectDir, { recursive: true, mode: 0o700 })
    const database = new DatabaseSync(file, { timeout: CONTENTION_MS })
    try {
      if (!tryExclusive(database)) throw alreadySupervised(projectDir)
      const holder = { pid: process.pid, host: hostname(), startedAt: Date.now(), ...(command === undefined ? {} : { command }) }
      writeHolder(projectDir, holder)
      return { holder, release: () => release(projectDir, database) }
    } catch (error) {
      database.close()
      throw error
    }
  })
}

/** Whether some czar supervises the project now. It tries the lock itself, and does not rely on the content of a file. */
export function isHeld(projectDir: string): boolean {
  const file = lockFile(projectDir)
  if (!existsSync(file)) return false
  return withSqliteErrors(file, 'probing', () => {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      // Reading needs the shared lock, which cannot be had while a czar has the exclusive lock.
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
  return new PreconditionError(sayHolder(projectDir, projectDir), { hint: 'czar status' })
}

function release(projectDir: string, database: DatabaseSync): void {
  if (!database.isOpen) return
  // The file with the process's name is removed before the lock is released. After that, the file may already belong to the next czar.
  rmSync(holderFile(projectDir), { force: true })
  database.close()
}
