import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import { type CheckoutFacts, UNFINISHED, type Unfinished, type WorkFacts, type WorkQuestion } from '../../../core/ports/work-facts.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { commitsBeyond } from '../refs/commits-beyond.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree, type Worktree } from '../repository/worktree.ts'
import { worktreeStatus } from '../worktrees/worktree-status.ts'
import { readOwnWork } from './own-work.ts'
import { readSubstance } from './read-substance.ts'

/** Reads from git a worker's work on the task that it calls done. */
export async function readWork(repository: Repository, work: WorkQuestion): Promise<WorkFacts> {
  const { head, worktree, checkout } =
    work.tip === undefined ? await readCheckout(repository, work) : await atTip(repository, work, work.tip)
  const base = await baseIn(repository, head)
  const facts = { head, base, checkout, isRewritten: false, foreign: 0, ...NOTHING }
  if (head === null) return facts
  const own = await readOwnWork(repository, worktree, { branch: work.branch, earlier: work.earlier ?? [], from: work.fromSha, head })
  const { isRewritten, files, baseline, commits, foreign } = own
  if (commits.length === 0) return { ...facts, isRewritten, foreign }
  const substance = await readSubstance(repository, { from: work.fromSha, head, files })
  return { head, base, checkout, isRewritten, foreign, commit: head, baseline, commits, files, ...substance }
}

interface Place {
  readonly head: CommitSha | null
  readonly worktree: Worktree | null
  readonly checkout: CheckoutFacts | null
}

async function readCheckout(repository: Repository, { path }: WorkQuestion): Promise<Place> {
  const worktree = await locateWorktree(repository, path)
  const { head, branch, changed } = await worktreeStatus(repository, worktree)
  return { head, worktree, checkout: { branch, unfinished: await unfinishedIn(worktree), uncommitted: changed } }
}

async function atTip(repository: Repository, { path }: WorkQuestion, head: CommitSha): Promise<Place> {
  return { head, worktree: await locateWorktree(repository, path).catch(() => null), checkout: null }
}

async function baseIn(repository: Repository, head: CommitSha | null): Promise<CommitSha> {
  const base = await baseCommit(repository)
  if (head === null) return base
  const beyond = await commitsBeyond(repository, [head], base)
  if (base === head || [...beyond.values()].some(parents => parents.includes(base))) return base
  // Exit status 1 means that the two commits have no common history.
  const { stdout, status } = await runGit(repository, ['merge-base', base, head], { answers: [1], isFixed: true })
  return status === 0 ? (stdout.trim() as CommitSha) : base
}

const NOTHING = { commit: null, baseline: null, commits: [], files: [], markers: [], isWritten: false } as const

const MARKS: Readonly<Record<Unfinished, readonly string[]>> = {
  merge: ['MERGE_HEAD'],
  rebase: ['rebase-merge', 'rebase-apply'],
  'cherry-pick': ['CHERRY_PICK_HEAD'],
  revert: ['REVERT_HEAD'],
  bisect: ['BISECT_LOG'],
}

async function unfinishedIn({ gitDir }: Worktree): Promise<readonly Unfinished[]> {
  const isThere = (name: string) =>
    access(join(gitDir, name)).then(
      () => true,
      () => false,
    )
  const found = await Promise.all(UNFINISHED.map(async name => (await Promise.all(MARKS[name].map(isThere))).includes(true)))
  return UNFINISHED.filter((_, at) => found[at])
}
