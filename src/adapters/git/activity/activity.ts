import { basename } from 'node:path'
import type { GitActivity } from '../../../core/events/worktree-event.ts'
import { ToolError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { shareNext } from '../../share-next.ts'
import { baseCommit, baseReferences } from '../refs/base-commit.ts'
import { resolveCommits } from '../refs/start-reference.ts'
import { createMemory, type Memory } from '../repository/remembered.ts'
import type { Repository } from '../repository/repository.ts'
import { locateWorktree } from '../repository/worktree.ts'
import { worktreeStatus } from '../worktrees/worktree-status.ts'
import { readHistory } from './history.ts'
import { readOwnActivity } from './own-activity.ts'
import { readWorkingTree } from './working-tree.ts'

/**
 * Reads the changes in a worker's worktree since the commit `startSha`, and which of them are the worker's own since `from`, committed or
 * not. Writes nothing into the repository. If nothing has moved, this takes two git calls. More calls are needed only if HEAD, base, the
 * remote's branch or a file has changed.
 */
export function readActivity(
  repository: Repository,
  path: string,
  since: { readonly startSha: CommitSha; readonly from: CommitSha },
): Promise<GitActivity> {
  const memory = repository.memories.get(path) ?? createMemory()
  repository.memories.set(path, memory)
  return memory.inTurn(() => observe(repository, { path, ...since, memory }))
}

interface Question {
  readonly path: string
  readonly startSha: CommitSha
  readonly from: CommitSha
  readonly memory: Memory
}

async function observe(repository: Repository, { path, startSha, from, memory }: Question): Promise<GitActivity> {
  const worktree = await locateWorktree(repository, path)
  const [status, earlier] = await Promise.all([worktreeStatus(repository, worktree), sharedReferences(repository)])
  const references = isNewBranch(repository, status.branch) ? await sharedReferences(repository) : earlier
  const { head } = status
  if (head === null) throw withoutCommit(repository, path)
  const range = { startSha, head, bases: references.bases, theirs: references.remote.get(status.branch ?? '') ?? null }
  const [history, work, own] = await Promise.all([
    memory.recall('history', Object.values(range).join(' '), () => readHistory(repository, range)),
    readWorkingTree(repository, worktree, { status, startSha, head, memory }),
    readOwnActivity(repository, worktree, { status, from, head, memory }),
  ])
  return { branch: status.branch, head, ...history, ...work, ...own, dirty: status.changed.length }
}

const questions = new WeakMap<Repository, () => ReturnType<typeof movingReferences>>()

/** Starts a reading of base and the branches. All worktrees that are read at the same time share it. */
function sharedReferences(repository: Repository): ReturnType<typeof movingReferences> {
  const ask = questions.get(repository) ?? shareNext(() => movingReferences(repository))
  questions.set(repository, ask)
  return ask()
}

const checkedOut = new WeakMap<Repository, Set<string>>()

/** Whether no worktree has had this branch before. Then the branch belongs to the worker's next task, or a worker made it. */
function isNewBranch(repository: Repository, branch: string | null): boolean {
  const known = branchesOf(repository)
  if (branch === null || known.has(branch)) return false
  known.add(branch)
  return true
}

function branchesOf(repository: Repository): Set<string> {
  const known = checkedOut.get(repository) ?? new Set(repository.options.branches.map(({ branch }) => branch))
  checkedOut.set(repository, known)
  return known
}

/**
 * Finds with one git call the commits of base (here and on the remote), and of the remote's branches with the names of the worktrees'
 * branches.
 */
async function movingReferences(repository: Repository) {
  const { base, remote, repoUrl } = repository.options
  const branches = [...branchesOf(repository)]
  const folder = `refs/remotes/${remote}/`
  const bases = baseReferences(repository.options, base)
  const theirs = remote === null ? [] : branches.map(branch => folder + branch)
  // Each branch is asked for by its full name, because `for-each-ref` would read every branch in the same folder.
  const found = await resolveCommits(repository, [...bases, ...theirs])
  const tips = found.slice(0, bases.length).filter(commit => commit !== null)
  const remotes = found.slice(bases.length)
  return {
    bases: tips.length > 0 ? [...new Set(tips.slice(0, repoUrl === null ? 2 : 1))] : [await baseCommit(repository)],
    remote: new Map(branches.flatMap((branch, at) => (remotes[at] == null ? [] : [[branch, remotes[at]] as const]))),
  }
}

/** The error for a worktree whose HEAD has no commit. Git cannot read the reflog there. */
function withoutCommit({ options }: Repository, path: string): ToolError {
  const branch = options.branches.find(({ worker }) => worker === basename(path))?.branch
  const own = branch === undefined ? '' : `; next: git -C ${shellWord(path)} switch ${shellWord(branch)}`
  return new ToolError(`${path} has no commit: its branch was deleted or is unborn${own}`, {
    command: ['git', 'status'],
    cwd: path,
    reason: 'target-gone',
  })
}
