import { createHash } from 'node:crypto'
import { copyFile, mkdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Memory } from './remembered.ts'
import type { Repository } from './repository.ts'
import { askGit, runGit } from './run-git.ts'
import type { Worktree } from './worktree.ts'

/** Trees, blobs of drafts: a quarantine is emptied after so many uses. */
const QUARANTINE_USES = 100

export interface SnapshotPlace {
  readonly index: string
  /** Environment that sends new objects into a quarantine, or nothing when they are to stay. */
  readonly env: Readonly<Record<string, string>>
}

/** A private index in the scratch directory and a quarantine for objects: the user's repository does not grow. */
export async function quarantine(repository: Repository, worktree: Worktree, memory: Memory): Promise<SnapshotPlace> {
  const name = createHash('sha256').update(worktree.gitDir).digest('hex').slice(0, 16)
  const folder = join(repository.options.scratchDir, 'snapshots', name)
  const objects = join(folder, 'objects')
  if (memory.quarantineUses++ % QUARANTINE_USES === 0) await rm(objects, { recursive: true, force: true })
  await mkdir(objects, { recursive: true, mode: 0o700 })
  return {
    index: join(folder, 'index'),
    env: { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: join(repository.commonDir, 'objects') },
  }
}

/** Tree of everything in the worktree that is not ignored: staged, unstaged, untracked. The real index is only read. */
export async function snapshotTree(
  repository: Repository,
  worktree: Worktree,
  place: SnapshotPlace,
  leaveOut: readonly string[] = [],
): Promise<string> {
  await copyIndex(join(worktree.gitDir, 'index'), place.index)
  const env = { ...place.env, GIT_INDEX_FILE: place.index }
  const paths = ['.', ...leaveOut.map(path => `:(exclude,literal,top)${path}`)]
  // 1: a file that can not be read (or vanished) is skipped, the rest is added.
  await runGit(repository, ['add', '-A', '--ignore-errors', '--', ...paths], { worktree, env, answers: [1], timeoutMs: 120_000 })
  return askGit(repository, ['write-tree'], { worktree, env })
}

/**
 * With the time of the original, rounded down: git takes an entry that is not older than its index for
 * possibly changed and reads the file; a younger copy would hide a change made in the same instant.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  await rm(`${to}.lock`, { force: true })
  const original = await stat(from).catch(() => null)
  if (original === null) return rm(to, { force: true })
  await copyFile(from, to)
  const seconds = Math.floor(original.mtimeMs) / 1000
  await utimes(to, seconds, seconds)
}
