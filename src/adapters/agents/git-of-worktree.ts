import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

export interface WorktreeGit {
  /** The directory that git has for this worktree alone. */
  readonly own: string
  /** The git directory that all worktrees of the repository share: the `.git` of the clone. */
  readonly common: string
}

/** Finds the two git directories of a worktree. */
export async function gitOfWorktree(worktree: string): Promise<WorktreeGit> {
  const own = await ownDirectory(worktree)
  return { own, common: await commonDirectory(own) }
}

/** The directory that git has for this worktree alone. In a linked worktree, `.git` is a file that contains its path. */
async function ownDirectory(worktree: string): Promise<string> {
  const dotGit = join(worktree, '.git')
  const named = /^gitdir: (.+)$/m.exec(await readFile(dotGit, 'utf8').catch(() => ''))?.[1]
  return named === undefined ? dotGit : resolve(worktree, named)
}

async function commonDirectory(own: string): Promise<string> {
  const named = (await readFile(join(own, 'commondir'), 'utf8').catch(() => '')).trim()
  return named === '' ? own : resolve(own, named)
}
