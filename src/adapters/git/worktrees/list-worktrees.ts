import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

export interface ListedWorktree {
  readonly path: string
  /** The short name of the branch. null: HEAD is detached, or this is a bare repository. */
  readonly branch: string | null
  /** The reason that git gives why the folder is missing. null: the folder exists. */
  readonly prunable: string | null
  /**
   * The reason why the worktree is locked, or '' if none was given. null: it is not locked. Git itself locks a worktree with the reason
   * "initializing" while it adds it.
   */
  readonly locked: string | null
}

/** All worktrees that git knows. The main checkout comes first. */
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
