import type { GitActivity } from '../../../core/events/worktree-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'

export interface HistoryRange {
  readonly startSha: CommitSha
  readonly head: CommitSha
  /** The commit of the local base, and the commit of the remote's base if the two differ. */
  readonly bases: readonly CommitSha[]
  /** The newest commit of the remote's branch with the name of the worker's branch. null: the remote has no such branch. */
  readonly theirs: CommitSha | null
}

export type History = Pick<GitActivity, 'commitsSinceStart' | 'ahead' | 'behind' | 'lastCommit' | 'unpushed' | 'unpulled'>

/** Reads how many commits lie between HEAD and its start, base and the remote. The answer depends only on these commits. */
export async function readHistory(repository: Repository, { startSha, head, bases, theirs }: HistoryRange): Promise<History> {
  // Czar asks this first. A worker's start usually is base, and then the answer also serves the question about base.
  const commitsSinceStart = await countSince(repository, startSha, head)
  const [[ahead, behind], remote, last] = await Promise.all([
    countBetween(repository, head, bases),
    theirs === null ? null : countBetween(repository, head, [theirs]),
    // The commit at which the worker started is not its own, so the age of that commit says nothing about the worker.
    startSha === head ? null : readCommit(repository, head),
  ])
  return {
    commitsSinceStart,
    ahead,
    behind,
    lastCommit: commitsSinceStart === 0 ? null : last,
    unpushed: remote?.[0] ?? null,
    unpulled: remote?.[1] ?? null,
  }
}

async function countSince(repository: Repository, start: CommitSha, head: CommitSha): Promise<number> {
  return start === head ? 0 : (await countApart(repository, head, start))[0]
}

/** Counts the commits that only HEAD has, and the commits of `others` that HEAD does not have. */
async function countBetween(repository: Repository, head: CommitSha, others: readonly CommitSha[]): Promise<readonly [number, number]> {
  if (others.every(other => other === head)) return [0, 0]
  const [other, second] = others
  if (other !== undefined && second === undefined) return countApart(repository, head, other)
  const count = async (revisions: readonly string[]) => Number(await askGit(repository, ['rev-list', '--count', ...revisions]))
  return Promise.all([count([head, ...others.map(other => `^${other}`)]), count([...others, `^${head}`])])
}

async function countApart(repository: Repository, head: CommitSha, other: CommitSha): Promise<readonly [number, number]> {
  const text = await askGit(repository, ['rev-list', '--count', '--left-right', `${head}...${other}`], { isFixed: true })
  const [ahead = 0, behind = 0] = text.split('\t').map(Number)
  return [ahead, behind]
}

async function readCommit(repository: Repository, sha: CommitSha) {
  const [seconds, ...subject] = (await askGit(repository, ['log', '-1', '--no-show-signature', '--format=%ct %s', sha])).split(' ')
  return { sha, subject: printable(subject.join(' ')), at: Number(seconds) * 1000 }
}

/** Makes a commit's subject safe to show. An agent wrote it, so control characters are removed and its length is limited. */
export function printable(subject: string): string {
  return subject.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '').slice(0, 200)
}
