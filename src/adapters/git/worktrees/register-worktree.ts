import { chmod, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PreconditionError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { WorktreeSpec } from '../../../core/ports/git-port.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { baseCommit, baseReferences, chooseBase } from '../refs/base-commit.ts'
import { mergeStart } from '../refs/merge-start.ts'
import { anotherBranch, otherOwner } from '../refs/other-owner.ts'
import {
  createBranches,
  isAncestor,
  recordedStart,
  recordStart,
  resolveCommit,
  resolveCommits,
  startReference,
} from '../refs/start-reference.ts'
import { canonicalPath, isStrictlyInside } from '../repository/paths.ts'
import { askRepository, type Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { clearHalfRegistration, isRegistered } from './half-registration.ts'
import { listWorktrees } from './list-worktrees.ts'
import { clearStaleLock } from './stale-lock.ts'

/** A worktree on its branch, for which git has an entry. Its files may not be written yet. */
export interface RegisteredWorktree {
  /** The path in the form in which git writes it. */
  readonly path: string
  readonly startSha: CommitSha
  readonly adopted: boolean
  /** True: git was just told of the worktree, and its files are not written yet. */
  readonly isNew: boolean
}

export interface WaitingWorktree {
  readonly spec: WorktreeSpec
  readonly resolve: (worktree: RegisteredWorktree) => void
  readonly reject: (error: unknown) => void
}

/**
 * Has git create the entry for a worktree, under the repository's lock. Requests that come while another one has the lock are handled
 * together: one git process looks up all names, and one creates all branches.
 */
export function registerWorktree(repository: Repository, spec: WorktreeSpec): Promise<RegisteredWorktree> {
  const { waitingWorktrees } = repository
  return new Promise((resolve, reject) => {
    waitingWorktrees.push({ spec, resolve, reject })
    if (waitingWorktrees.length > 1) return
    repository
      .lock(() => registerWaiting(repository, waitingWorktrees.splice(0)))
      .catch(error => rejectAll(waitingWorktrees.splice(0), error))
  })
}

function rejectAll(waiting: readonly WaitingWorktree[], error: unknown): void {
  for (const { reject } of waiting) reject(error)
}

/** A request for a worktree, with what git knows about its path and its branch. */
interface Found extends WaitingWorktree {
  readonly tip: CommitSha | null
  readonly bases: readonly (CommitSha | null)[]
  readonly registered: boolean
}

/** Answers every waiting request, by a result or an error. The function itself never rejects. */
async function registerWaiting(repository: Repository, waiting: readonly WaitingWorktree[]): Promise<void> {
  const prepared = await Promise.all(waiting.map(one => answered([one], () => prepareFolder(repository, one))))
  const cleared = prepared.flat()
  const found = await lookUp(repository, cleared).catch(error => {
    rejectAll(cleared, error)
    return []
  })
  const plans = await answered(found, one => plan(repository, one))
  const made = await makeBranches(repository, plans)
  const starting = await answered(made, one => start(repository, one))
  await registerAll(repository, starting.flat())
}

/** Runs `work` for each request, one after the other. If it fails, that request gets the error and is left out of the results. */
async function answered<One extends WaitingWorktree, Result>(ones: readonly One[], work: (one: One) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (const one of ones) {
    await work(one).then(result => results.push(result), one.reject)
  }
  return results
}

/** Creates the folder above the worktree, and removes what is left if czar was killed before. */
async function prepareFolder(repository: Repository, waiting: WaitingWorktree): Promise<WaitingWorktree> {
  const one = { ...waiting, spec: { ...waiting.spec, path: await canonicalPath(waiting.spec.path) } }
  const { worktreesDir } = repository.options
  if (isStrictlyInside(worktreesDir, one.spec.path)) await chmod(worktreesDir, 0o700)
  await clearHalfRegistration(repository, one.spec.path)
  for (const reference of [`refs/heads/${one.spec.branch}`, startReference(repository, one.spec.branch)]) {
    await clearStaleLock(join(repository.commonDir, `${reference}.lock`), repository.commonDir)
  }
  return one
}

async function lookUp(repository: Repository, waiting: readonly WaitingWorktree[]): Promise<readonly Found[]> {
  const names = waiting.map(({ spec }) => [`refs/heads/${spec.branch}`, ...baseReferences(repository.options, spec.base)])
  const commits = waiting.length === 0 ? [] : [...(await resolveCommits(repository, names.flat()))]
  return Promise.all(
    waiting.map(async (one, index) => {
      const [tip = null, ...bases] = commits.splice(0, names[index]?.length)
      return { ...one, tip, bases, registered: await isRegistered(repository, one.spec.path) }
    }),
  )
}

/** What must be done for one worktree. */
interface Plan extends WaitingWorktree {
  readonly way:
    | { readonly kind: 'stands' }
    | { readonly kind: 'left'; readonly tip: CommitSha }
    | { readonly kind: 'new'; readonly startSha: CommitSha }
}

async function plan(repository: Repository, { spec, resolve, reject, tip, bases, registered }: Found): Promise<Plan> {
  const isThere = (await lstat(spec.path).catch(() => null)) !== null
  const one = { spec, resolve, reject }
  if (registered && isThere) return { ...one, way: { kind: 'stands' } }
  if (isThere && (await readdir(spec.path)).length > 0) throw foreignFolder(spec.path)
  // Somebody deleted the folder. Git refuses to add the worktree again as long as it has the old entry, so the entry is removed.
  if (registered) await askRepository(repository, ['worktree', 'remove', '--', spec.path])
  if (tip !== null) return { ...one, way: { kind: 'left', tip } }
  const startSha = await mergeStart(repository, await chooseBase(repository, spec.base, bases), spec.includes)
  return { ...one, way: { kind: 'new', startSha } }
}

/** Creates all new branches at once. If that fails, creates them one by one, so that the error reaches the request that caused it. */
async function makeBranches(repository: Repository, plans: readonly Plan[]): Promise<readonly Plan[]> {
  const wanted = plans.flatMap(({ spec, way }) => (way.kind === 'new' ? [{ branch: spec.branch, start: way.startSha }] : []))
  const isDone = await createBranches(repository, wanted).then(
    () => true,
    () => false,
  )
  if (isDone) return plans
  return answered(plans, async one => {
    const { spec, way } = one
    if (way.kind !== 'new') return one
    await createBranches(repository, [{ branch: spec.branch, start: way.startSha }]).catch(async error => {
      // A czar with another state directory does not wait for the same lock.
      const tip = await resolveCommit(repository, `refs/heads/${spec.branch}`)
      throw tip === null ? error : await notOurs(repository, spec)
    })
    return one
  })
}

async function adoptWorktree(repository: Repository, spec: WorktreeSpec): Promise<RegisteredWorktree> {
  await locateWorktree(repository, spec.path)
  const recorded = await recordedStart(repository, spec.branch)
  if (recorded !== null) return { path: spec.path, startSha: recorded, adopted: true, isNew: false }
  const branch = (await listWorktrees(repository)).find(entry => entry.path === spec.path)?.branch ?? null
  if (branch !== spec.branch) {
    throw new PreconditionError(`the worktree ${spec.path} is on ${branch ?? 'no branch'}, not on ${spec.branch}`, {
      hint: `git -C ${shellWord(spec.path)} status   # then: git -C ${shellWord(repository.options.repo)} worktree remove ${shellWord(spec.path)}, or name that branch for ${spec.worker}`,
    })
  }
  const base = await baseCommit(repository, spec.base)
  const startSha = (await askGit(repository, ['merge-base', base, `refs/heads/${branch}`])) as CommitSha
  await recordStart(repository, branch, startSha)
  return { path: spec.path, startSha, adopted: true, isNew: false }
}

/** A request for a worktree whose branch exists. */
interface Starting extends WaitingWorktree {
  readonly startSha: CommitSha
  readonly tip: CommitSha
  readonly adopted: boolean
}

async function start(repository: Repository, { way, ...one }: Plan): Promise<readonly Starting[]> {
  if (way.kind === 'stands') {
    one.resolve(await adoptWorktree(repository, one.spec))
    return []
  }
  if (way.kind === 'new') return [{ ...one, startSha: way.startSha, tip: way.startSha, adopted: false }]
  return [{ ...one, startSha: await startOfLeft(repository, one.spec, way.tip), tip: way.tip, adopted: true }]
}

async function startOfLeft(repository: Repository, spec: WorktreeSpec, tip: CommitSha): Promise<CommitSha> {
  const startSha = await recordedStart(repository, spec.branch)
  if (startSha !== null && (await isAncestor(repository, startSha, tip))) return startSha
  throw await notOurs(repository, spec)
}

/** The failure of a worker whose branch does not belong to it. Another project's branch must never be deleted. */
async function notOurs(repository: Repository, { branch, worker }: WorktreeSpec): Promise<PreconditionError> {
  const owner = await otherOwner(repository, branch)
  if (owner !== null)
    return new PreconditionError(`branch ${branch} belongs to ${owner}, which works in the same repository`, {
      hint: `${anotherBranch(repository, worker)} in the project file; then: czar reload && czar restart ${worker}`,
    })
  return new PreconditionError(`branch ${branch} exists already and is not this project's`, {
    hint: `git -C ${shellWord(repository.options.repo)} branch -m ${shellWord(branch)} ${shellWord(`${branch}-old`)}   # keeps its commits; then: czar restart ${worker}`,
  })
}

/**
 * Adds the worktrees one after the other, because in git 2.39 parallel calls of `worktree add` fail over each other's unfinished entries.
 */
async function registerAll(repository: Repository, starting: readonly Starting[]): Promise<void> {
  await answered(starting, async ({ spec, startSha, adopted, resolve }) => {
    if (!(await isRegistered(repository, spec.path)))
      await runGit(repository, ['worktree', 'add', '--no-checkout', '--', spec.path, spec.branch])
    resolve({ path: spec.path, startSha, adopted, isNew: true })
  })
}

function foreignFolder(path: string): PreconditionError {
  return new PreconditionError(`no worktree can be made at ${path}: a folder with files is there`, {
    hint: `mv ${shellWord(path)} ${shellWord(`${path}.old`)}   # look into it first`,
  })
}
