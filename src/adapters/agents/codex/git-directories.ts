import { realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gitOfWorktree } from '../git-of-worktree.ts'

export interface GitDirectories {
  /**
   * The paths for which Codex may look up whether the user trusts them: the worktree, and the repository that all its worktrees share.
   */
  readonly roots: readonly string[]
  /** The directories to which git writes at a commit in this worktree. */
  readonly written: readonly string[]
}

/**
 * Finds the git directories of a worktree for Codex's settings. The sandbox of Codex (0.169.0, measured) keeps every `.git` read-only,
 * even if the settings name it as writable. Directories below `.git` become writable if each of them is named.
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
