import { createHash } from 'node:crypto'
import { copyFile, mkdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { alternates } from '../repository/alternates.ts'
import type { Memory } from '../repository/remembered.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, type GitCall, runGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'

/** Trees and uncommitted files are stored in a separate folder of objects. After this many uses, the folder is emptied. */
const QUARANTINE_USES = 100

export interface SnapshotPlace {
  readonly index: string
  /** Environment variables that make git write new objects to a temporary folder. If it is empty, git writes them to the repository. */
  readonly env: Readonly<Record<string, string>>
}

/** Prepares a private copy of the index and a separate folder for new objects, so that the user's repository does not grow. */
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

/** The folder with the objects of a worktree's snapshots. */
export function snapshotObjects(repository: Repository, worktree: Worktree): string {
  return join(snapshotFolder(repository, worktree), 'objects')
}

function snapshotFolder({ options }: Repository, { gitDir }: Worktree): string {
  return join(options.scratchDir, 'snapshots', createHash('sha256').update(gitDir).digest('hex').slice(0, 16))
}

/**
 * Makes a git tree of all files in the worktree that are not ignored. Only the `changed` paths are read, and not the whole worktree. The
 * worktree's own index is only read, not changed.
 */
export async function updatedTree(
  repository: Repository,
  worktree: Worktree,
  { place, changed }: { readonly place: SnapshotPlace; readonly changed: readonly string[] },
): Promise<string> {
  const call = await privateIndex(worktree, place)
  // A trailing slash means that the path is a repository inside the worktree. Its files are not part of this worktree.
  const input = changed
    .filter(path => !path.endsWith('/'))
    .map(path => `${path}\0`)
    .join('')
  const args = ['update-index', '--add', '--remove', '--replace', '-z', '--stdin']
  const { status } = await runGit(repository, args, { ...call, input, answers: [1, 128] })
  // A file that cannot be read, or a folder that has become a link, makes the fast call fail. Then `git add` is used instead.
  if (status !== 0) await addAll(repository, call)
  return askGit(repository, ['write-tree'], call)
}

async function privateIndex(worktree: Worktree, place: SnapshotPlace): Promise<GitCall> {
  await copyIndex(join(worktree.gitDir, 'index'), place.index)
  return { worktree, env: { ...place.env, GIT_INDEX_FILE: place.index } }
}

/** Adds all files with `git add`. Exit status 1 means that it left out files that are gone or cannot be read, and added the rest. */
async function addAll(repository: Repository, call: GitCall): Promise<void> {
  await runGit(repository, ['add', '-A', '--ignore-errors', '--', '.'], { ...call, answers: [1], timeoutMs: 120_000 })
}

/**
 * Copies the index and sets the time of the copy to the time of the original, rounded down. Git reads a file again if the file's time is
 * not older than the index. If the copy were newer than the original, git would overlook a change that was made in the same instant.
 */
export async function copyIndex(from: string, to: string): Promise<void> {
  await rm(`${to}.lock`, { force: true })
  const original = await stat(from).catch(() => null)
  if (original === null) return rm(to, { force: true })
  await copyFile(from, to)
  const seconds = Math.floor(original.mtimeMs) / 1000
  await utimes(to, seconds, seconds)
}
