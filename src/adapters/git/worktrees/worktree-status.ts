import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'
import { unchangedSince } from './setup-files.ts'
import { type ListedFile, withStoredBytes } from './stored-bytes.ts'

export interface WorktreeStatus {
  /** The commit that is checked out. null: there is no commit yet. */
  readonly head: CommitSha | null
  /** The branch that is checked out. null: HEAD is detached. */
  readonly branch: string | null
  /** Every path with uncommitted changes, untracked files included. A renamed file is listed under both names. */
  readonly changed: readonly string[]
  /** Those of the `changed` paths that git does not track yet. */
  readonly untracked: readonly string[]
}

/**
 * Reads HEAD and all uncommitted changes with one call. Ignored files do not count, and neither do those that the setup commands made, nor
 * those that git lists although they are as the repository has them.
 */
export async function worktreeStatus(repository: Repository, worktree: Worktree): Promise<WorktreeStatus> {
  const args = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=none']
  const { unstaged, ...status } = parseStatus((await runGit(repository, args, { worktree })).stdout)
  const [setups, stored] = await Promise.all([unchangedSince(worktree, status.untracked), withStoredBytes(worktree, unstaged)])
  if (setups.size + stored.size === 0) return status
  const isWork = (path: string) => !setups.has(path) && !stored.has(path)
  return { ...status, changed: status.changed.filter(isWork), untracked: status.untracked.filter(isWork) }
}

/**
 * Parses git's status in the format porcelain v2 with -z. Fields are separated by spaces. A path is not quoted and ends with NUL, so it
 * may contain any other character.
 */
function parseStatus(text: string): WorktreeStatus & { readonly unstaged: readonly ListedFile[] } {
  const records = text.split('\0')
  const header = (name: string) => records.find(record => record.startsWith(`# ${name} `))?.slice(name.length + 3)
  const oid = header('branch.oid')
  const branch = header('branch.head')
  const tracked = records.flatMap(record => trackedPath(record) ?? [])
  const untracked = records.filter(record => record.startsWith('? ')).map(record => record.slice(2))
  return {
    head: oid === undefined || oid === '(initial)' ? null : (oid as CommitSha),
    branch: branch === undefined || branch === '(detached)' ? null : branch,
    changed: [...tracked, ...untracked],
    untracked,
    unstaged: records.flatMap(record => unstagedFile(record) ?? []),
  }
}

/** Takes path and blob from a line such as `1 .M sub mH mI mW hH hI path`, if only the content of the file differs from the index. */
function unstagedFile(record: string): ListedFile | null {
  const match = /^1 \.M \S+ \d+ (\d+) (\d+) \w+ (\w+) (.+)$/s.exec(record)
  const [, inIndex, here, blob, path] = match ?? []
  return blob === undefined || path === undefined || inIndex !== here ? null : { path, blob }
}

/** Takes the path from a line such as `1 XY sub mH mI mW hH hI path` or `u XY sub m1 m2 m3 mW h1 h2 h3 path`. */
function trackedPath(record: string): string | null {
  const fields = { '1 ': 8, 'u ': 10 }[record.slice(0, 2)]
  if (fields === undefined) return null
  return record.split(' ').slice(fields).join(' ')
}
