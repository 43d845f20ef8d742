import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

export interface WorktreeGit {
  /** What git keeps of this worktree alone. */
  readonly own: string
  /** What it shares with the repository's other worktrees: the `.git` of the clone that it belongs to. */
  readonly common: string
}

/** Where git keeps what belongs to a worktree. */
export async function gitOfWorktree(worktree: string): Promise<WorktreeGit> {
  const own = await ownDirectory(worktree)
  return { own, common: await commonDirectory(own) }
}

/** `.git` of a linked worktree is a file that names its directory. */
async function ownDirectory(worktree: string): Promise<string> {
  const dotGit = join(worktree, '.git')
  const named = /^gitdir: (.+)$/m.exec(await readFile(dotGit, 'utf8').catch(() => ''))?.[1]
  return named === undefined ? dotGit : resolve(worktree, named)
}

async function commonDirectory(own: string): Promise<string> {
  const named = (await readFile(join(own, 'commondir'), 'utf8').catch(() => '')).trim()
  return named === '' ? own : resolve(own, named)
}
