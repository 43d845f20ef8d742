import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PreconditionError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { canonicalPath } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { completeCheckout, markUnfinished } from './checkout-files.ts'
import { clearHalfRegistration, isRegistered } from './half-registration.ts'
import { listWorktrees } from './list-worktrees.ts'
import { checkOutSubmodules } from './submodules.ts'

/**
 * Creates a fresh worktree at `commit`, without a branch, in which a check runs. Czar first writes the path to a note in its scratch
 * directory. If czar is killed, it finds the worktree by this note when it starts again. The worktrees of workers have no such note.
 */
export async function makeProof(repository: Repository, commit: CommitSha, wanted: string): Promise<void> {
  const path = await canonicalPath(wanted)
  await mkdir(notesDir(repository), { recursive: true, mode: 0o700 })
  // A command of an earlier check may have made a branch in its worktree. The note says that the worktree is czar's.
  if (!(await isNoted(repository, path)) && (await isTaken(repository, path)))
    throw new PreconditionError(`${path} is a worktree with a branch, so no check runs there`)
  await writeFile(noteOf(repository, path), path)
  await removeProof(repository, path, { keepNote: true })
  await repository.lock(async () => {
    await runGit(repository, ['worktree', 'add', '--no-checkout', '--detach', '--', path, commit])
    await markUnfinished(await locateWorktree(repository, path))
  })
  const worktree = await locateWorktree(repository, path)
  await repository.checkouts(() => completeCheckout(repository, worktree))
  // A check that needs them fails, and then says that they are empty.
  await checkOutSubmodules(repository, worktree).catch(error =>
    repository.log('the submodules of a check could not be checked out', {
      path,
      reason: error instanceof Error ? error.message : String(error),
    }),
  )
}

/** Whether the main checkout, or a worktree with a branch, is at this path. */
async function isTaken(repository: Repository, path: string): Promise<boolean> {
  if (path !== repository.options.repo && path !== dirname(repository.commonDir) && !(await isRegistered(repository, path))) return false
  return (await listWorktrees(repository)).some(entry => entry.path === path && entry.branch !== null)
}

/** Removes a worktree that was made for a check, with everything in it. Refuses a path for which there is no note. */
export async function removeProof(repository: Repository, wanted: string, { keepNote = false } = {}): Promise<void> {
  const path = await canonicalPath(wanted)
  if (!(await isNoted(repository, path))) throw new PreconditionError(`${path} is not removed: the czar made no worktree for a check there`)
  // Deleting the files is slow and needs no lock. Only git's entry is removed under the lock.
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  await repository.lock(async () => {
    await clearHalfRegistration(repository, path)
    if (await isRegistered(repository, path)) await runGit(repository, ['worktree', 'remove', '--force', '--', path])
  })
  if (!keepNote) await rm(noteOf(repository, path), { force: true })
}

async function isNoted(repository: Repository, path: string): Promise<boolean> {
  return (await readFile(noteOf(repository, path), 'utf8').catch(() => null)) === path
}

/**
 * Removes the worktrees of checks that are left if czar was killed, except those in `keep`. A failure is logged, and the next start of
 * czar tries again.
 */
export async function pruneProofs(repository: Repository, keep: readonly string[] = []): Promise<readonly string[]> {
  const removed: string[] = []
  const kept = new Set(await Promise.all(keep.map(canonicalPath)))
  for (const name of await readdir(notesDir(repository)).catch(() => [])) {
    const path = await readFile(join(notesDir(repository), name), 'utf8')
    if (kept.has(path)) continue
    try {
      await removeProof(repository, path)
      removed.push(path)
    } catch (error) {
      repository.log('the worktree of an earlier check could not be removed', {
        path,
        reason: error instanceof Error ? error.message : String(error),
      })
    }
  }
  return removed
}

function notesDir(repository: Repository): string {
  return join(repository.options.scratchDir, 'proofs')
}

function noteOf(repository: Repository, path: string): string {
  return join(notesDir(repository), createHash('sha256').update(path).digest('hex').slice(0, 24))
}
