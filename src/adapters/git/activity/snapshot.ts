import { createHash } from 'node:crypto'
import { copyFile, mkdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { alternates } from '../repository/alternates.ts'
import type { Memory } from '../repository/remembered.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, type GitCall, runGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'

/** After this many uses, a quarantine of trees and draft blobs is emptied. */
const QUARANTINE_USES = 100

export interface SnapshotPlace {
  readonly index: string
  /** Variables that make git write new objects to a temporary folder. Empty: git writes them to the repository. */
  readonly env: Readonly<Record<string, string>>
}

/** Prepares a private index in the scratch directory and a quarantine for objects, so the user's repository does not grow. */
export async function quarantine(repository: Repository, worktree: Worktree, memory: Memory): Promise<SnapshotPlace> {
  const folder = snapshotFolder(repository, worktree)
  const objects = snapshotObjects(repository, worktree)
  if (memory.quarantineUses++ % QUARANTINE_USES === 0) await rm(objects, { recursive: true, force: true })
  await mkdir(objects, { recursive: true, mode: 0o700 })
  return {
    index: join(folder, 'index'),
    env: { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates([join(repository.commonDir, 'objects')]) },
  }
}

/** Where the objects of a worktree's snapshots are. */
export function snapshotObjects(repository: Repository, worktree: Worktree): string {
  return join(snapshotFolder(repository, worktree), 'objects')
}

function snapshotFolder({ options }: Repository, { gitDir }: Worktree): string {
  return join(options.scratchDir, 'snapshots', createHash('sha256').update(gitDir).digest('hex').slice(0, 16))
}

/**
 * The tree of everything in the worktree that is not ignored. Only `changed` paths are read, not the whole worktree. The
 * real index is only read.
 */
export async function updatedTree(
  repository: Repository,
  worktree: Worktree,
  { place, changed }: { readonly place: SnapshotPlace; readonly changed: readonly string[] },
): Promise<string> {
  const call = await privateIndex(worktree, place)
  // A trailing slash marks a nested repository, whose content is its own.
  const input = changed
    .filter(path => !path.endsWith('/'))
    .map(path => `${path}\0`)
    .join('')
  const args = ['update-index', '--add', '--remove', '--replace', '-z', '--stdin']
  const { status } = await runGit(repository, args, { ...call, input, answers: [1, 128] })
  // One unreadable file, or a folder that became a link, stops the whole call.
  if (status !== 0) await addAll(repository, call)
  return askGit(repository, ['write-tree'], call)
}

async function privateIndex(worktree: Worktree, place: SnapshotPlace): Promise<GitCall> {
  await copyIndex(join(worktree.gitDir, 'index'), place.index)
  return { worktree, env: { ...place.env, GIT_INDEX_FILE: place.index } }
}

/** Exit status 1: a file that is unreadable or gone was skipped, and the rest was added. */
async function addAll(repository: Repository, call: GitCall): Promise<void> {
  await runGit(repository, ['add', '-A', '--ignore-errors', '--', '.'], { ...call, answers: [1], timeoutMs: 120_000 })
}

/**
 * Copies the index and gives the copy the original's time, rounded down. git reads a file again if its entry is not older than the index. A
 * newer copy would hide a change made in the same instant.
 */
export async function copyIndex(from: string, to: string): Promise<void> {
  await rm(`${to}.lock`, { force: true })
  const original = await stat(from).catch(() => null)
  if (original === null) return rm(to, { force: true })
  await copyFile(from, to)
  const seconds = Math.floor(original.mtimeMs) / 1000
  await utimes(to, seconds, seconds)
}
