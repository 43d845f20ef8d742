import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Repository } from '../repository/repository.ts'
import { listWorktrees } from '../worktrees/list-worktrees.ts'

/** Files in which an unfinished git operation names a branch: the branch that it will move, or the branch that it will check out again. */
const NAMES = ['rebase-merge/head-name', 'rebase-apply/head-name', 'BISECT_START']

/** The checkout that uses the branch: it has the branch checked out, or rebases or bisects it. Returns null if there is none. */
export async function holderOf(repository: Repository, branch: string): Promise<string | null> {
  const worktrees = await listWorktrees(repository)
  const holder = worktrees.find(entry => entry.branch === branch)
  if (holder !== undefined) return holder.path
  const linked = await readdir(join(repository.commonDir, 'worktrees')).catch(() => [])
  for (const gitDir of [repository.commonDir, ...linked.map(name => join(repository.commonDir, 'worktrees', name))]) {
    const names = await Promise.all(NAMES.map(name => readFile(join(gitDir, name), 'utf8').catch(() => '')))
    if (!names.some(name => name.trim().replace(/^refs\/heads\//, '') === branch)) continue
    const path = await readFile(join(gitDir, 'gitdir'), 'utf8').catch(() => null)
    return path === null ? (worktrees[0]?.path ?? gitDir) : dirname(path.trim())
  }
  return null
}
