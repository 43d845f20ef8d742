import { ToolError } from '../../core/model/errors.ts'
import type { GitActivity } from '../../core/model/event.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import { baseCommit } from './base-commit.ts'
import type { Repository } from './repository.ts'
import { askGit } from './run-git.ts'
import { largeFiles, quarantine, snapshotTree } from './snapshot.ts'
import { resolveCommit } from './start-reference.ts'
import { locateWorktree, type Worktree } from './worktree.ts'
import { type WorktreeStatus, worktreeStatus } from './worktree-status.ts'

const MOST_FILES = 500

/** What a worker has done in its worktree since `startSha`, committed or not. Writes nothing into the repository. */
export async function readActivity(repository: Repository, path: string, startSha: CommitSha): Promise<GitActivity> {
  const worktree = await locateWorktree(repository, path)
  const [status, base] = await Promise.all([worktreeStatus(repository, worktree), baseCommit(repository)])
  const { head } = status
  if (head === null) throw withoutCommit(path)
  const [work, [ahead, behind], remote, lastCommit] = await Promise.all([
    workingTree(repository, worktree, { status, startSha }),
    countBetween(repository, head, base),
    remoteDistance(repository, head, status.branch),
    lastCommitSince(repository, startSha, head),
  ])
  return {
    branch: status.branch,
    head,
    commitsSinceStart: lastCommit.count,
    ahead,
    behind,
    files: work.files,
    dirty: status.changed.length,
    tree: work.tree,
    lastCommit: lastCommit.commit,
    unpushed: remote?.[0] ?? null,
    unpulled: remote?.[1] ?? null,
  }
}

interface TreeQuestion {
  readonly status: WorktreeStatus
  readonly startSha: CommitSha
}

async function workingTree(repository: Repository, worktree: Worktree, { status, startSha }: TreeQuestion) {
  const isClean = status.changed.length === 0
  const place = isClean ? null : await quarantine(repository, worktree)
  const tree = place
    ? await snapshotTree(repository, worktree, place, await largeFiles(worktree, status))
    : await askGit(repository, ['rev-parse', `${status.head}^{tree}`])
  const changed = await askGit(
    repository,
    ['diff-tree', '-r', '-z', '--name-only', '--no-renames', startSha, tree],
    place ? { env: place.env } : {},
  )
  return { tree, files: changed.split('\0').filter(Boolean).sort().slice(0, MOST_FILES) }
}

async function countBetween(repository: Repository, left: string, right: string): Promise<readonly [number, number]> {
  const text = await askGit(repository, ['rev-list', '--left-right', '--count', `${left}...${right}`])
  const [onLeft, onRight] = text.split('\t').map(Number)
  return [onLeft ?? 0, onRight ?? 0]
}

async function remoteDistance(repository: Repository, head: CommitSha, branch: string | null) {
  if (repository.options.remote === null || branch === null) return null
  const theirs = await resolveCommit(repository, `refs/remotes/${repository.options.remote}/${branch}`)
  return theirs === null ? null : countBetween(repository, head, theirs)
}

async function lastCommitSince(repository: Repository, startSha: CommitSha, head: CommitSha) {
  const range = `${startSha}..${head}`
  const count = startSha === head ? 0 : Number(await askGit(repository, ['rev-list', '--count', range]))
  if (count === 0) return { count, commit: null }
  const [sha, seconds, ...subject] = (await askGit(repository, ['log', '-1', '--format=%H %ct %s', head])).split(' ')
  return { count, commit: { sha: sha as CommitSha, subject: printable(subject.join(' ')), at: Number(seconds) * 1000 } }
}

/** A subject is a stranger's text: no control characters, and no more than a line. */
function printable(subject: string): string {
  return subject.replace(/[\u0000-\u001f\u007f-\u009f]/g, '').slice(0, 200)
}

function withoutCommit(path: string): ToolError {
  return new ToolError(`${path} has no commit: its branch was deleted or is unborn`, {
    command: ['git', 'status'],
    cwd: path,
    reason: 'target-gone',
    hint: `git -C ${path} reflog shows the last commit; git -C ${path} switch -c NAME COMMIT brings it back`,
  })
}
