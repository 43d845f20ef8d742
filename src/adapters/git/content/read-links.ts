import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { CommitLink } from '../../../core/ports/work-content.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit, runGitIn } from '../repository/run-git.ts'
import type { Entry } from './read-entries.ts'

export interface LinkQuestion {
  readonly worktree: string
  readonly commit: CommitSha
  readonly entries: readonly Entry[]
}

/** For new submodules, finds out in which repositories the commits exist that they name. */
export async function readLinks(repository: Repository, { worktree, commit, entries }: LinkQuestion): Promise<readonly CommitLink[]> {
  if (entries.length === 0) return []
  const known = await submodulePaths(repository, commit)
  return Promise.all(
    entries.map(async ({ path, object }) => {
      const linked = object as CommitSha
      const standing = known.has(path) ? await standingOf(repository, join(worktree, path), linked) : 'unlisted'
      return { path, commit: linked, standing }
    }),
  )
}

async function submodulePaths(repository: Repository, commit: CommitSha): Promise<ReadonlySet<string>> {
  const args = ['config', '--blob', `${commit}:.gitmodules`, '-z', '--get-regexp', '^submodule\\..*\\.path$']
  // Exit status 1 means that there is no such key, and 128 that there is no such file.
  const { stdout } = await runGit(repository, args, { answers: [1, 128] })
  return new Set(stdout.split('\0').map(entry => entry.slice(entry.indexOf('\n') + 1)))
}

async function standingOf(repository: Repository, inner: string, commit: CommitSha): Promise<CommitLink['standing']> {
  // If the folder has no repository of its own, git would answer for the repository around it.
  const isThere = await access(join(inner, '.git')).then(
    () => true,
    () => false,
  )
  if (!isThere) return 'nowhere'
  const call = { cwd: inner, env: repository.environment }
  const { status } = await runGitIn(['cat-file', '-e', `${commit}^{commit}`], { ...call, answers: [1, 128] })
  if (status !== 0) return 'nowhere'
  const held = await runGitIn(['for-each-ref', '--count=1', '--contains', commit, 'refs/remotes', 'refs/tags'], { ...call, answers: [] })
  return held.stdout === '' ? 'here' : 'published'
}
