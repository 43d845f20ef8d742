import type { CommitSha } from '../../src/core/model/ids.ts'
import type { Meeting } from './meetings.ts'
import { conflictsOf, EMPTY_TREE, type Tree, unite } from './tree.ts'

/** A simulated repository. Each commit stores its whole content, and nothing is ever deleted. */
export interface Repository {
  readonly commits: Map<CommitSha, Commit>
  readonly branches: Map<string, CommitSha>
  readonly meetings: readonly Meeting[]
  /** The commit that base points to. */
  base: CommitSha
}

interface Commit {
  readonly tree: Tree
  readonly parents: readonly CommitSha[]
}

/** The name of the commit that a worker makes as its first, second and so on. */
export function commitName(worker: string, count: number): CommitSha {
  return `${count.toString(16).padStart(8, '0')}${worker}` as CommitSha
}

export function createRepository(meetings: readonly Meeting[]): Repository {
  const base = commitName('base', 0)
  return { commits: new Map([[base, { tree: EMPTY_TREE, parents: [] }]]), branches: new Map(), meetings, base }
}

export function treeAt({ commits }: Repository, commit: CommitSha): Tree {
  return commits.get(commit)?.tree ?? EMPTY_TREE
}

export function writeCommit({ commits }: Repository, commit: CommitSha, written: Commit): CommitSha {
  commits.set(commit, written)
  return commit
}

/** Whether `commit` contains `other`. */
export function contains({ commits }: Repository, commit: CommitSha, other: CommitSha): boolean {
  const seen = new Set<CommitSha>()
  const left = [commit]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (next === other) return true
    if (seen.has(next)) continue
    seen.add(next)
    left.push(...(commits.get(next)?.parents ?? []))
  }
  return false
}

export type MergedCommits = { readonly commit: CommitSha; readonly joined: readonly Meeting[] } | { readonly conflicts: readonly Meeting[] }

/**
 * Merges one commit into another. The same two commits always give the same merged commit. With `joins`, the lines of both commits are kept
 * at places where both only add lines.
 */
export function mergeCommits(repository: Repository, onto: CommitSha, commit: CommitSha, joins = false): MergedCommits {
  if (contains(repository, onto, commit)) return { commit: onto, joined: [] }
  const [ours, theirs] = [treeAt(repository, onto), treeAt(repository, commit)]
  const conflicts = conflictsOf(ours, theirs, repository.meetings)
  if (conflicts.length > 0 && !(joins && conflicts.every(({ kind }) => kind === 'addition'))) return { conflicts }
  const name = mergeName(onto, commit)
  writeCommit(repository, name, { tree: unite(ours, theirs), parents: [onto, commit] })
  return { commit: name, joined: conflicts }
}

/** Returns the commit at which a branch begins that must contain all the given commits. Returns null if they conflict. */
export function startOn(repository: Repository, from: CommitSha, includes: readonly CommitSha[]): CommitSha | null {
  let start = from
  for (const commit of includes) {
    const merged = contains(repository, commit, start) ? { commit } : mergeCommits(repository, start, commit)
    if ('conflicts' in merged) return null
    start = merged.commit
  }
  return start
}

/** Makes the merged commit's name, as the FNV-1a hash of both names. */
function mergeName(onto: CommitSha, commit: CommitSha): CommitSha {
  let value = 0x811c9dc5
  for (const letter of `${onto} ${commit}`) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return `m${(value >>> 0).toString(16).padStart(8, '0')}` as CommitSha
}
