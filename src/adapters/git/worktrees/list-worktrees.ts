import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

export interface ListedWorktree {
  readonly path: string
  /** Short name; null when HEAD is detached, or for a bare repository. */
  readonly branch: string | null
  /** git's reason why the folder is missing; null: the folder exists. */
  readonly prunable: string | null
  /**
   * The reason of the lock, '' if none was given. Null if the worktree is not locked. git itself locks a worktree with
   * "initializing" while it adds it.
   */
  readonly locked: string | null
}

/** All worktrees that git knows, the main checkout first. */
export async function listWorktrees(repository: Repository): Promise<readonly ListedWorktree[]> {
  const { stdout } = await runGit(repository, ['worktree', 'list', '--porcelain', '-z'])
  return stdout
    .split('\0\0')
    .filter(block => block !== '')
    .map(block => parseBlock(block.split('\0')))
}

function parseBlock(lines: readonly string[]): ListedWorktree {
  const value = (name: string): string | null => {
    const line = lines.find(candidate => candidate === name || candidate.startsWith(`${name} `))
    return line === undefined ? null : line.slice(name.length + 1)
  }
  return {
    path: value('worktree') ?? '',
    branch: value('branch')?.replace(/^refs\/heads\//, '') ?? null,
    prunable: value('prunable'),
    locked: value('locked'),
  }
}
