import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'
import { clearStaleLock } from './stale-lock.ts'

export const CHECKOUT_TIMEOUT_MS = 20 * 60_000

/**
 * The name of a file in the worktree's git directory. It says that the files of the worktree are not all written yet, and so no agent has
 * worked there.
 */
const UNFINISHED = 'czar-unfinished'

export async function markUnfinished(worktree: Worktree): Promise<void> {
  await writeFile(markOf(worktree), '')
}

async function markFinished(worktree: Worktree): Promise<void> {
  await rm(markOf(worktree), { force: true })
}

/** Finishes a checkout of HEAD that was interrupted. If an agent may have worked in the worktree, nothing is done. */
export async function completeCheckout(repository: Repository, worktree: Worktree): Promise<void> {
  if (!(await isUnfinished(worktree))) return
  const locks = (await readdir(worktree.gitDir)).filter(name => name.endsWith('.lock'))
  for (const lock of locks) await clearStaleLock(join(worktree.gitDir, lock), worktree.path)
  await runGit(repository, ['reset', '-q', '--hard'], { worktree, timeoutMs: CHECKOUT_TIMEOUT_MS })
  await markFinished(worktree)
}

async function isUnfinished(worktree: Worktree): Promise<boolean> {
  if (await exists(markOf(worktree))) return true
  if (await exists(join(worktree.gitDir, 'index'))) return false
  return (await readdir(worktree.path)).every(name => name === '.git')
}

function markOf(worktree: Worktree): string {
  return join(worktree.gitDir, UNFINISHED)
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
