import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { JournalReplaced } from './journal-errors.ts'

/** Identifies the file that is at a path now, so that czar notices if another file takes its place. null: there is no file. */
export function identityOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`
}

/**
 * Restores a journal that was deleted while czar had it open (`git clean -fdx` does that). It is copied from the open file, which the
 * system keeps. true: it was restored, so the caller must open it again.
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

/** Makes sure that the copy is on the disk. VACUUM INTO does not do that (sqlite.org/lang_vacuum.html). */
function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
