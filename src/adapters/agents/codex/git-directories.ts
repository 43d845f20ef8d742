import { realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gitOfWorktree } from '../git-of-worktree.ts'

export interface GitDirectories {
  /** Under which paths Codex may look up whether the folder is trusted: the repository's, as for every worktree of it. */
  readonly roots: readonly string[]
  /** What git writes to when work is kept in this worktree. */
  readonly written: readonly string[]
}

/**
 * Where the repository of a worktree lies. Codex 0.169.0, measured: its sandbox keeps every `.git` read-only, also when
 * `.git` itself is named as writable; these directories below it are writable when each is named.
 */
export async function gitDirectories(worktree: string): Promise<GitDirectories> {
  const { own, common } = await gitOfWorktree(worktree)
  const places = [own, ...['objects', 'refs', 'logs'].map(name => join(common, name))]
  const there = await Promise.all(places.map(isDirectory))
  const roots = [worktree, dirname(common), common]
  const real = await Promise.all(roots.map(path => realpath(path).catch(() => path)))
  return { roots: [...new Set([...roots, ...real])], written: places.filter((_, at) => there[at]) }
}

function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}
