import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { JournalReplaced } from './journal-errors.ts'

/** Tells the file at a path from another one put there later; null: there is none. */
export function identityOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`
}

/**
 * Puts a journal that was deleted while it is open (`git clean -fdx` does it) back in its place, from the open file,
 * which the system keeps. true: it was, so the caller opens it anew.
 */
export function restoreIfDeleted(database: DatabaseSync, file: string, identity: string | null): boolean {
  const now = identityOf(file)
  if (now === identity) return false
  if (now !== null) throw new JournalReplaced(file)
  const copy = `${file}.new`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  for (const leftover of [copy, `${file}-wal`, `${file}-shm`]) rmSync(leftover, { force: true })
  closeSync(openSync(copy, 'wx', 0o600))
  database.prepare('VACUUM INTO ?').run(copy)
  syncFile(copy)
  renameSync(copy, file)
  return true
}

/** sqlite.org/lang_vacuum.html: VACUUM INTO does not see to it that its copy is on the disk. */
function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
