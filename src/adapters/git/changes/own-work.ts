import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import { baseReferences, chooseBase } from '../refs/base-commit.ts'
import { mergeStart } from '../refs/merge-start.ts'
import { resolveCommits } from '../refs/start-reference.ts'
import { changedPaths } from '../repository/changed-paths.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import type { Worktree } from '../repository/worktree.ts'

export interface OwnWork {
  /** The commits since `from` that were made in this worktree, the newest first. */
  readonly commits: readonly CommitSha[]
  /** How many of the commits since `from` came from base or from other workers. */
  readonly foreign: number
  /** The paths that the own commits changed and that now differ from `from` and from everything that was merged. */
  readonly files: readonly string[]
  /** Whether the branch no longer contains `from`, because the branch was rewritten. */
  readonly isRewritten: boolean
  /** A commit without the worker's own work: `from` together with everything that the worker merged. */
  readonly baseline: CommitSha
}

interface Commit {
  readonly sha: CommitSha
  readonly parents: readonly CommitSha[]
}

export interface WorkRange {
  readonly branch: string
  /** Branches of earlier attempts at the same task. Their commits count as the worker's own. */
  readonly earlier?: readonly string[]
  readonly from: CommitSha
  readonly head: CommitSha
}

/**
 * Separates a worker's own work from merged work. A commit is the worker's own if neither base nor another worker's branch has it, or if it
 * was made in this worktree. All other commits came by merge, fast-forward or rebase.
 */
export async function readOwnWork(repository: Repository, worktree: Worktree | null, range: WorkRange): Promise<OwnWork> {
  const all = await listCommits(repository, [range.head, `^${range.from}`])
  const madeHere = (worktree === null ? null : await commitsMadeHere(worktree)) ?? new Set<string>(firstParentLine(all, range.head))
  const isAllMadeHere = all.every(({ sha }) => madeHere.has(sha))
  const exclusive = isAllMadeHere ? madeHere : await exclusiveCommits(repository, range)
  const own = all.filter(({ sha }) => exclusive.has(sha) || madeHere.has(sha))
  const known = new Set(all.map(({ sha }) => sha))
  const ownShas = new Set(own.map(({ sha }) => sha))
  // Commits of other workers that the worker's own commits are based on, or have merged.
  const merged = [...new Set(own.flatMap(({ parents }) => parents))].filter(parent => known.has(parent) && !ownShas.has(parent))
  return {
    commits: own.map(({ sha }) => sha),
    foreign: all.length - own.length,
    isRewritten: range.head !== range.from && !all.some(({ parents }) => parents.includes(range.from)),
    files: own.length === 0 ? [] : await netFiles(repository, own, { ...range, merged }),
    baseline: await mergeStart(repository, range.from, merged),
  }
}

/** The commits that are neither on base nor on another worker's branch. */
async function exclusiveCommits(repository: Repository, { branch, earlier = [], from, head }: WorkRange): Promise<ReadonlySet<string>> {
  const theirs = await foreignTips(repository, [branch, ...earlier])
  const found = await listCommits(repository, [head, `^${from}`, ...theirs.map(tip => `^${tip}`)])
  return new Set(found.map(({ sha }) => sha))
}

/**
 * The commits that are certainly not the worker's own: the newest commits of base (here and on every remote, because a worker may pull
 * base before the user does), of all other workers' branches, and of the train.
 */
async function foreignTips(repository: Repository, own: readonly string[]): Promise<readonly CommitSha[]> {
  const { base, branches, omnibus } = repository.options
  const bases = baseReferences(repository.options, base)
  const others = branches.filter(({ branch }) => !own.includes(branch)).map(({ branch }) => `refs/heads/${branch}`)
  // The branches are asked for by their full names, because `for-each-ref` would read every branch in the same folder.
  const train = omnibus === undefined ? [] : [`refs/heads/${omnibus}`, ...(await formerTips(repository, omnibus))]
  const found = await resolveCommits(repository, [...bases, ...others, ...train])
  const remotes = await askGit(repository, ['for-each-ref', '--format=%(objectname)', `refs/remotes/*/${base}`])
  const tips = [...found.slice(bases.length).filter(commit => commit !== null), ...(remotes.split('\n').filter(Boolean) as CommitSha[])]
  return [await chooseBase(repository, base, found.slice(0, bases.length)), ...tips]
}

/**
 * Earlier commits at which the train's branch was. Czar builds this branch anew when base moves, and a worker may have merged its earlier
 * state.
 */
async function formerTips({ commonDir }: Repository, omnibus: string): Promise<readonly string[]> {
  const log = await readFile(join(commonDir, 'logs', 'refs', 'heads', omnibus), 'utf8').catch(() => '')
  return [...new Set(log.split('\n').flatMap(line => line.split(' ')[1] ?? []))]
}

async function listCommits(repository: Repository, revisions: readonly string[]): Promise<readonly Commit[]> {
  const input = `${revisions.join('\n')}\n`
  const text = await askGit(repository, ['rev-list', '--parents', '--stdin'], { input, isFixed: true })
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [sha = '', ...parents] = line.split(' ') as CommitSha[]
      return { sha: sha as CommitSha, parents }
    })
}

function firstParentLine(commits: readonly Commit[], head: CommitSha): readonly CommitSha[] {
  const parents = new Map(commits.map(({ sha, parents }) => [sha, parents[0]]))
  const line: CommitSha[] = []
  for (let at: CommitSha | undefined = head; at !== undefined && parents.has(at); at = parents.get(at)) line.push(at)
  return line
}

/**
 * Matches the entries in the reflog of HEAD (git 2.39) that say that a commit was made. An entry that only says that HEAD moved to an
 * existing commit does not match.
 */
export const MAKES_COMMIT = /^(commit\b|cherry-pick|revert|am\b|(rebase|pull\b).*\((?!start)|(merge|pull)\b.*: Merge made by)/

/**
 * The commits that were made in this worktree according to the reflog of its HEAD. Returns null if git keeps no reflog, as in bare
 * repositories. This matters only for a commit that another worker has too. Either the other worker merged it from this worktree, or this
 * worker fast-forwarded to the other worker's commit.
 */
async function commitsMadeHere(worktree: Worktree): Promise<ReadonlySet<string> | null> {
  const log = await readFile(join(worktree.gitDir, 'logs', 'HEAD'), 'utf8').catch(() => null)
  if (log === null) return null
  return new Set(log.split('\n').flatMap(line => (MAKES_COMMIT.test(line.split('\t')[1] ?? '') ? [line.split(' ')[1] ?? ''] : [])))
}

interface NetQuestion extends WorkRange {
  readonly merged: readonly CommitSha[]
}

/** The changed files without changes that were reverted later, and without changes that only repeat merged work. */
async function netFiles(repository: Repository, own: readonly Commit[], { from, head, merged }: NetQuestion): Promise<readonly string[]> {
  let files: readonly string[] | null = isOneLine(own, { from, head }) ? null : [...(await touchedBy(repository, own))].sort()
  for (const reference of [from, ...merged]) {
    const differing = new Set((await changedPaths(repository, { from: reference, to: head })).map(({ path }) => path))
    files = files === null ? [...differing].sort() : files.filter(file => differing.has(file))
  }
  return files ?? []
}

/**
 * Whether these commits lead from `from` to the newest commit without a merge. If so, each path that differs was changed by one of them.
 */
function isOneLine(own: readonly Commit[], { from, head }: Pick<WorkRange, 'from' | 'head'>): boolean {
  const parents = new Map(own.map(({ sha, parents }) => [sha, parents]))
  let at = head
  for (let steps = own.length; steps > 0; steps--) {
    const [parent, second] = parents.get(at) ?? []
    if (parent === undefined || second !== undefined) return false
    at = parent
  }
  return at === from
}

/**
 * The paths that these commits changed. For a merge, only paths that differ from git's own merge count: resolved conflicts and additions.
 */
async function touchedBy(repository: Repository, own: readonly Commit[]): Promise<ReadonlySet<string>> {
  const args = ['log', '--stdin', '--no-walk=unsorted', '--diff-merges=remerge', '--format=', '--name-only', '-z', '--no-renames', '--root']
  const safe = ['--no-ext-diff', '--no-textconv', '--no-show-signature']
  const input = `${own.map(({ sha }) => sha).join('\n')}\n`
  return new Set(split(await askGit(repository, [...args, ...safe], { input, isFixed: true })))
}

function split(text: string): readonly string[] {
  return text.split('\0').filter(Boolean)
}
