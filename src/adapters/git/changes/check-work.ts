import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { WorkCheck } from '../../../core/ports/git-port.ts'
import { counted } from '../../../core/text/counted.ts'
import { listed } from '../../../core/text/listed.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { isAncestor } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { locateWorktree, type Worktree } from '../repository/worktree.ts'
import { type WorktreeStatus, worktreeStatus } from '../worktrees/worktree-status.ts'
import { checkScope } from './check-scope.ts'
import { checkSubstance } from './check-substance.ts'
import { readOwnWork } from './own-work.ts'

export interface ClaimedWork {
  readonly path: string
  readonly branch: string
  /** Branches of earlier attempts at the task. */
  readonly earlier?: readonly string[]
  readonly fromSha: CommitSha
  readonly owns: readonly string[]
  readonly foreign: readonly string[]
  readonly protect: readonly string[]
  /** The commit to check instead of the checked-out one. */
  readonly tip?: CommitSha
}

/** The cheap checks of a claim. Each reason is a whole sentence that tells the worker what to do. */
export async function checkWork(repository: Repository, work: ClaimedWork): Promise<WorkCheck> {
  const { head, worktree, place } = work.tip === undefined ? await checkPlace(repository, work) : await atTip(repository, work, work.tip)
  const base = await baseIn(repository, head)
  if (head === null) return { ...NOTHING, base, reasons: [`Your branch ${work.branch} has no commit. Commit your work with git commit.`] }
  const isRewritten = !(await isAncestor(repository, work.fromSha, head))
  const history = isRewritten ? [rewritten(work)] : []
  const own = await readOwnWork(repository, worktree, { branch: work.branch, earlier: work.earlier ?? [], from: work.fromSha, head })
  if (own.commits.length === 0) return { ...NOTHING, base, reasons: [...place, ...history, noCommits(work, own.foreign)] }
  const content = await checkSubstance(repository, { from: work.fromSha, head, files: own.files })
  const { files, baseline, commits } = own
  return { commit: head, base, baseline, commits, files, reasons: [...place, ...history, ...content, ...checkScope(work, files)] }
}

interface Place {
  readonly head: CommitSha | null
  readonly worktree: Worktree | null
  readonly place: readonly string[]
}

/** Checks for the right branch, no operation in progress and no uncommitted changes. */
async function checkPlace(repository: Repository, work: ClaimedWork): Promise<Place> {
  const worktree = await locateWorktree(repository, work.path)
  const status = await worktreeStatus(repository, worktree)
  const unfinished = await operationInProgress(worktree)
  const place = [...branchReasons(work, status, unfinished), ...unfinished.map(finishOperation), ...cleanReasons(status)]
  return { head: status.head, worktree, place }
}

async function atTip(repository: Repository, { path }: ClaimedWork, head: CommitSha): Promise<Place> {
  return { head, worktree: await locateWorktree(repository, path).catch(() => null), place: [] }
}

async function baseIn(repository: Repository, head: CommitSha | null): Promise<CommitSha> {
  const base = await baseCommit(repository)
  if (head === null) return base
  // 1: the histories have nothing in common.
  const { stdout, status } = await runGit(repository, ['merge-base', base, head], { answers: [1], isFixed: true })
  return status === 0 ? (stdout.trim() as CommitSha) : base
}

const NOTHING = { commit: null, baseline: null, commits: [], files: [] } as const

const OPERATIONS = {
  MERGE_HEAD: ['merge', 'git merge --continue', 'git merge --abort'],
  'rebase-merge': ['rebase', 'git rebase --continue', 'git rebase --abort'],
  'rebase-apply': ['rebase', 'git rebase --continue', 'git rebase --abort'],
  CHERRY_PICK_HEAD: ['cherry-pick', 'git cherry-pick --continue', 'git cherry-pick --abort'],
  REVERT_HEAD: ['revert', 'git revert --continue', 'git revert --abort'],
  BISECT_LOG: ['bisect', 'git bisect reset', 'git bisect reset'],
} as const
type Operation = (typeof OPERATIONS)[keyof typeof OPERATIONS]

async function operationInProgress(worktree: Worktree): Promise<readonly Operation[]> {
  const found = await Promise.all(
    Object.keys(OPERATIONS).map(name =>
      access(join(worktree.gitDir, name)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return Object.values(OPERATIONS).filter((_, at) => found[at])
}

function finishOperation([name, onward, back]: Operation): string {
  return `A ${name} is in progress in your worktree: finish it with \`${onward}\`, or drop it with \`${back}\`.`
}

function branchReasons(work: ClaimedWork, { branch, head }: WorktreeStatus, unfinished: readonly Operation[]): readonly string[] {
  // A rebase always detaches HEAD; the sentence about the rebase says what to do.
  if (branch === work.branch || (branch === null && unfinished.some(([name]) => name === 'rebase' || name === 'bisect'))) return []
  if (branch === null) {
    return [
      `Your HEAD is detached at ${head?.slice(0, 12)}: bring your commits to your branch with \`git switch ${work.branch} && git merge ${head?.slice(0, 12)}\`.`,
    ]
  }
  return [
    `Your worktree is on branch ${branch}, but your work belongs on ${work.branch}: \`git switch ${work.branch} && git merge ${branch}\`.`,
  ]
}

function cleanReasons({ changed }: WorktreeStatus): readonly string[] {
  if (changed.length === 0) return []
  const there = changed.length === 1 ? 'There is' : 'There are'
  return [
    `${there} ${counted(changed.length, 'uncommitted path')}; commit what belongs to the task and remove the rest: ${listed(changed)}.`,
  ]
}

function rewritten({ fromSha, branch }: ClaimedWork): string {
  return `The history of ${branch} no longer contains ${fromSha.slice(0, 12)}, where this task began: bring it back with \`git merge ${fromSha.slice(0, 12)}\`, and do not rebase or reset below it.`
}

function noCommits({ fromSha, branch }: ClaimedWork, foreign: number): string {
  const are = foreign === 1 ? 'is' : 'are'
  const others = foreign > 0 ? ` The ${counted(foreign, 'new commit')} on it ${are} base's or other workers'.` : ''
  return `There is no commit of yours on ${branch} since ${fromSha.slice(0, 12)}, where this task began.${others} Commit your work with git commit.`
}
