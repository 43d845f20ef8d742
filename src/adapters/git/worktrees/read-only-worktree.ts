import { execFile } from 'node:child_process'
import { mkdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { PreconditionError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { GitOptions } from '../repository/git-options.ts'
import { openRepository, type Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { makeProof, pruneProofs } from './proof.ts'

/** A worktree without a branch whose files cannot be written, in a directory of its own. An agent reads it. */
export interface ReadOnlyWorktree {
  /** The user's repository. */
  readonly repo: string
  /** The directory that holds the worktree and nothing else of value. It is removed whole. */
  readonly directory: string
  readonly worktree: string
  readonly lockDir: string
}

type Environment = GitOptions['env']

/** Creates the worktree at the newest commit of `base`. Returns the commit. */
export async function createReadOnlyWorktree(place: ReadOnlyWorktree, base: string, env: Environment): Promise<CommitSha> {
  const repository = await repositoryOf(place, env)
  const { stdout } = await runGit(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`], {
    answers: [1],
  })
  const commit = stdout.trim() as CommitSha
  if (commit === '')
    throw new PreconditionError(`there is no commit at ${base} in ${place.repo}`, { hint: `git -C ${shellWord(place.repo)} branch --all` })
  await mkdir(dirname(place.directory), { recursive: true, mode: 0o700 })
  await mkdir(place.directory, { mode: 0o700, recursive: true })
  await makeProof(repository, commit, place.worktree)
  await changeMode('a-w', place.worktree)
  return commit
}

/** Removes the worktree and its directory. Nothing happens if they are gone already. */
export async function removeReadOnlyWorktree(place: ReadOnlyWorktree, env: Environment): Promise<void> {
  const repository = await repositoryOf(place, env)
  // In a folder that cannot be written, no file can be deleted.
  await changeMode('u+w', place.directory).catch(() => {})
  await pruneProofs(repository)
  await rm(place.directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  // The two folders above are removed if nothing else is in them.
  for (const above of [dirname(place.directory), dirname(dirname(place.directory))]) await rmdir(above).catch(() => {})
}

function repositoryOf({ repo, directory, lockDir }: ReadOnlyWorktree, env: Environment): Promise<Repository> {
  return openRepository({
    repo,
    repoUrl: null,
    base: '',
    remote: null,
    worktreesDir: directory,
    branches: [],
    lockDir,
    scratchDir: join(directory, 'notes'),
    env,
  })
}

const run = promisify(execFile)

async function changeMode(mode: string, path: string): Promise<void> {
  await run('chmod', ['-R', mode, path])
}
