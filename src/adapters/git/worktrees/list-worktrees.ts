import { readFile, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
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
  const blocks = stdout.split('\0\0').flatMap(block => (block === '' ? [] : [block.split('\0')]))
  const listed = blocks.map(parseBlock)
  const [main, ...linked] = listed
  if (main?.path !== repository.commonDir || blocks[0]?.includes('bare')) return listed
  return [{ ...main, path: (await checkoutBeside(repository)) ?? main.path }, ...linked]
}

/**
 * The main checkout if its `.git` is a file that names the git directory (`git init --separate-git-dir`, a submodule). Git then lists the
 * git directory in its place, where no command about files works. Returns null if it is not the checkout that the project names.
 */
async function checkoutBeside({ options: { repo }, commonDir }: Repository): Promise<string | null> {
  const pointer = /^gitdir: (.+?)\n*$/s.exec(await readFile(join(repo, '.git'), 'utf8').catch(() => ''))?.[1]
  const gitDir = pointer === undefined ? null : await realpath(resolve(repo, pointer)).catch(() => null)
  return gitDir === commonDir ? realpath(repo) : null
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
