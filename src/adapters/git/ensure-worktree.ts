import { chmod, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PreconditionError } from '../../core/model/errors.ts'
import type { WorktreeResult, WorktreeSpec } from '../../core/model/git-port.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import { shellWord } from '../../core/model/shell-word.ts'
import { baseCommit, baseReferences, chooseBase } from './base-commit.ts'
import { completeCheckout, markUnfinished } from './checkout-files.ts'
import { clearHalfRegistration, isRegistered } from './half-registration.ts'
import { listWorktrees } from './list-worktrees.ts'
import { containedIn, mergeStart } from './merge-start.ts'
import { canonicalPath, isStrictlyInside } from './paths.ts'
import { askRepository, type Repository } from './repository.ts'
import { askGit } from './run-git.ts'
import { clearStaleLock } from './stale-lock.ts'
import { createBranch, isAncestor, recordedStart, recordStart, resolveCommits, startReference } from './start-reference.ts'
import { locateWorktree } from './worktree.ts'

interface Seat {
  readonly startSha: CommitSha
  readonly adopted: boolean
}

/**
 * Makes the worker's worktree, or takes over the one that is there: nothing is forced, reset or deleted, and
 * kill -9 at any point leaves something that the next call completes. Only one is registered at a time (git
 * 2.39: parallel `worktree add` meets half-made entries); files are then written two worktrees at a time.
 */
export async function ensureWorktree(repository: Repository, wanted: WorktreeSpec): Promise<WorktreeResult> {
  const spec = { ...wanted, path: await canonicalPath(wanted.path) }
  if (isStrictlyInside(repository.options.worktreesDir, spec.path)) await chmod(repository.options.worktreesDir, 0o700)
  const seat = await repository.lock(() => takeSeat(repository, spec))
  const worktree = await locateWorktree(repository, spec.path)
  await repository.checkouts(() => completeCheckout(repository, worktree))
  const includes = await containedIn(repository, seat.startSha, spec.includes)
  return { path: spec.path, branch: spec.branch, startSha: seat.startSha, includes, adopted: seat.adopted }
}

async function takeSeat(repository: Repository, spec: WorktreeSpec): Promise<Seat> {
  await clearHalfRegistration(repository, spec.path)
  for (const reference of [`refs/heads/${spec.branch}`, startReference(repository, spec.branch)]) {
    await clearStaleLock(join(repository.commonDir, `${reference}.lock`), repository.commonDir)
  }
  const names = [`refs/heads/${spec.branch}`, ...baseReferences(repository.options, spec.base)]
  const [[tip = null, ...bases], registered] = await Promise.all([resolveCommits(repository, names), isRegistered(repository, spec.path)])
  const isThere = (await lstat(spec.path).catch(() => null)) !== null
  if (registered && isThere) return adoptWorktree(repository, spec)
  if (isThere && (await readdir(spec.path)).length > 0) throw foreignFolder(spec.path)
  // The folder was deleted by hand: git refuses to add it again while the old entry stands.
  if (registered) await askRepository(repository, ['worktree', 'remove', '--', spec.path])
  return tip === null ? startBranch(repository, spec, bases) : adoptBranch(repository, spec, tip)
}

async function adoptWorktree(repository: Repository, spec: WorktreeSpec): Promise<Seat> {
  await locateWorktree(repository, spec.path)
  const recorded = await recordedStart(repository, spec.branch)
  if (recorded !== null) return { startSha: recorded, adopted: true }
  const branch = (await listWorktrees(repository)).find(entry => entry.path === spec.path)?.branch ?? null
  if (branch !== spec.branch) {
    throw new PreconditionError(`the worktree ${spec.path} is on ${branch ?? 'no branch'}, not on ${spec.branch}`, {
      hint: `git -C ${shellWord(spec.path)} status; then git worktree remove ${shellWord(spec.path)}, or name that branch for ${spec.worker}`,
    })
  }
  const base = await baseCommit(repository, spec.base)
  const startSha = (await askGit(repository, ['merge-base', base, `refs/heads/${branch}`])) as CommitSha
  await recordStart(repository, branch, startSha)
  return { startSha, adopted: true }
}

async function startBranch(repository: Repository, spec: WorktreeSpec, bases: readonly (CommitSha | null)[]): Promise<Seat> {
  const startSha = await mergeStart(repository, await chooseBase(repository, spec.base, bases), spec.includes)
  await createBranch(repository, spec.branch, startSha)
  await register(repository, spec, ['--', spec.path, spec.branch])
  return { startSha, adopted: false }
}

async function adoptBranch(repository: Repository, spec: WorktreeSpec, tip: CommitSha): Promise<Seat> {
  const startSha = await recordedStart(repository, spec.branch)
  if (startSha === null || !(await isAncestor(repository, startSha, tip))) {
    throw new PreconditionError(`branch ${spec.branch} exists already and is not this project's`, {
      hint: `give worker ${spec.worker} another \`branch:\`, or delete it: git -C ${shellWord(repository.options.repo)} branch -d ${shellWord(spec.branch)}`,
    })
  }
  await register(repository, spec, ['--', spec.path, spec.branch])
  return { startSha, adopted: true }
}

async function register(repository: Repository, spec: WorktreeSpec, args: readonly string[]): Promise<void> {
  await askRepository(repository, ['worktree', 'add', '--no-checkout', ...args])
  await markUnfinished(await locateWorktree(repository, spec.path))
}

function foreignFolder(path: string): PreconditionError {
  return new PreconditionError(`${path} is in the way: it is a folder with files in it, but no worktree of this repository`, {
    hint: `look into it and move it away: mv ${shellWord(path)} ${shellWord(`${path}.old`)}`,
  })
}
