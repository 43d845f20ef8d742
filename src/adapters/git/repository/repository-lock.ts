import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import pLimit from 'p-limit'
import { ToolError } from '../../../core/model/errors.ts'

export type RepositoryLock = <Result>(work: () => Promise<Result>) => Promise<Result>

const PATIENCE_MS = 60_000
const LOOK_AGAIN_MS = 15

/**
 * Creates a lock that only one part of one process can have at a time. It is a lock of the operating system, taken through SQLite because
 * Node has no flock. The system releases it when the process ends, even after kill -9.
 */
export function createRepositoryLock(file: string): RepositoryLock {
  const inTurn = pLimit(1)
  return work =>
    inTurn(async () => {
      const release = await acquire(file)
      try {
        return await work()
      } finally {
        release()
      }
    })
}

async function acquire(file: string): Promise<() => void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(file, { timeout: 0 })
  const deadline = performance.now() + PATIENCE_MS
  try {
    while (!tryLock(database)) {
      if (performance.now() > deadline) throw heldTooLong(file)
      await delay(LOOK_AGAIN_MS)
    }
  } catch (error) {
    database.close()
    throw error
  }
  return () => database.close()
}

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && /locked|busy/i.test(error.message)) return false
    throw error
  }
}

function heldTooLong(file: string): ToolError {
  return new ToolError(`worktrees cannot be changed: another czar has held ${file} for ${PATIENCE_MS / 1000} s`, {
    command: ['git', 'worktree'],
    reason: 'timeout',
    hint: 'czar status   # of the projects of this repository; try again when the other is done',
  })
}
