import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ToolError } from '../../core/model/errors.ts'
import { processesInside } from './processes-inside.ts'
import type { Repository } from './repository.ts'
import { runGit } from './run-git.ts'
import type { Worktree } from './worktree.ts'

const ORPHAN_PATIENCE_MS = 60_000
const CHECKOUT_TIMEOUT_MS = 20 * 60_000

/** Notes, inside git's own directory, that files are still to be written: nobody has worked there yet. */
export async function markUnfinished(worktree: Worktree): Promise<void> {
  await writeFile(markOf(worktree), '')
}

/** Writes the files of HEAD where that was never finished; a worktree that somebody may have worked in is left alone. */
export async function completeCheckout(repository: Repository, worktree: Worktree): Promise<void> {
  if (!(await isUnfinished(worktree))) return
  await clearStaleLock(worktree)
  await runGit(repository, ['reset', '-q', '--hard'], { worktree, timeoutMs: CHECKOUT_TIMEOUT_MS })
  await rm(markOf(worktree), { force: true })
}

async function isUnfinished(worktree: Worktree): Promise<boolean> {
  if (await exists(markOf(worktree))) return true
  if (await exists(join(worktree.gitDir, 'index'))) return false
  return (await readdir(worktree.path)).every(name => name === '.git')
}

/** A killed czar's `git reset` may still be at it (it is no child of ours any more), or have left its lock. */
async function clearStaleLock(worktree: Worktree): Promise<void> {
  const lock = join(worktree.gitDir, 'index.lock')
  const deadline = performance.now() + ORPHAN_PATIENCE_MS
  while (await exists(lock)) {
    if (!(await mayBeHeld(worktree, lock))) return rm(lock, { force: true })
    if (performance.now() > deadline) throw stillHeld(worktree, lock)
    await delay(50)
  }
}

/** Without /proc (macOS) nobody is seen: a lock counts as held until it has not moved for ten seconds. */
async function mayBeHeld(worktree: Worktree, lock: string): Promise<boolean> {
  if (process.platform === 'linux') return (await processesInside(worktree.path)).length > 0
  const modified = await stat(lock).catch(() => null)
  return modified !== null && Date.now() - modified.mtimeMs < 10_000
}

function stillHeld(worktree: Worktree, lock: string): ToolError {
  return new ToolError(`the files of ${worktree.path} can not be written: ${lock} is held by a process that works there`, {
    command: ['git', 'reset', '--hard'],
    cwd: worktree.path,
    reason: 'refused',
    hint: `end the processes that work in ${worktree.path}, then run it again`,
  })
}

function markOf(worktree: Worktree): string {
  return join(worktree.gitDir, 'czar-unfinished')
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
