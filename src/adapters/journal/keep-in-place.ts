import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { JournalReplaced } from './journal-errors.ts'

/** Identifies the file at a path, so that a replacement is noticed; null: there is none. */
export function identityOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`
}

/**
 * Restores a journal that was deleted while it was open (`git clean -fdx` does that). The source is the open file, which the system keeps.
 * true: it was restored, so the caller must open it again.
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

/** VACUUM INTO does not ensure that its copy is on the disk (sqlite.org/lang_vacuum.html). */
function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
