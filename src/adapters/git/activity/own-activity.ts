import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitActivity, GitOperation } from '../../../core/events/worktree-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { readOwnWork } from '../changes/own-work.ts'
import type { Memory } from '../repository/remembered.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'
import type { WorktreeStatus } from '../worktrees/worktree-status.ts'
import { printable } from './history.ts'

const MOST_SUBJECTS = 20
const MOST_FILES = 200

interface OwnQuestion {
  readonly status: WorktreeStatus
  readonly from: CommitSha
  readonly head: CommitSha
  readonly memory: Memory
}

/**
 * Separates the worker's own changes in this worktree from those that it merged. Also names an unfinished git operation such as a rebase.
 */
export async function readOwnActivity(
  repository: Repository,
  worktree: Worktree,
  { status, from, head, memory }: OwnQuestion,
): Promise<Required<Pick<GitActivity, 'own' | 'operation'>>> {
  const [operation, committed] = await Promise.all([
    operationIn(worktree),
    memory.recall('own', `${from} ${head}`, () => committedWork(repository, worktree, { status, from, head })),
  ])
  // During a merge or rebase, most uncommitted files are work of other workers, so they do not count.
  const files = [...new Set([...committed.files, ...(operation === null ? status.changed : [])])].sort()
  return { operation, own: { from, subjects: committed.subjects, files: files.slice(0, MOST_FILES) } }
}

async function committedWork(repository: Repository, worktree: Worktree, { status, from, head }: Omit<OwnQuestion, 'memory'>) {
  if (from === head) return { subjects: [], files: [] }
  const { commits, files } = await readOwnWork(repository, worktree, { branch: status.branch ?? '', from, head })
  if (commits.length === 0) return { subjects: [], files: [] }
  const input = `${commits.slice(0, MOST_SUBJECTS).join('\n')}\n`
  const text = await askGit(repository, ['log', '--no-walk=unsorted', '--no-show-signature', '--format=%s', '--stdin'], { input })
  return { subjects: text.split('\n').map(printable), files }
}

/**
 * Files in the worktree's git directory by which czar recognises an unfinished operation (git 2.39: cherry-pick or revert, merge and
 * bisect each leave one).
 */
const MARKS: readonly (readonly [file: string, operation: GitOperation])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
]

async function operationIn({ gitDir }: Worktree): Promise<GitOperation | null> {
  const found = await Promise.all(
    MARKS.map(([file]) =>
      access(join(gitDir, file)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return MARKS[found.indexOf(true)]?.[1] ?? null
}
