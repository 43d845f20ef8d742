import { createHash } from 'node:crypto'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { madeBy } from './made-by.ts'

/**
 * The ref that records where a branch of czar started: `refs/czar/start/<project>/<branch>`. It is written before the branch is created.
 * So if there is such a record, czar created the branch, even if czar was killed in between. The directory of the worktrees stands for the
 * project. Slashes in the name of the branch are replaced, because `feat` and `feat/x` cannot both be refs.
 */
export function startReference(repository: Repository, branch: string): string {
  return startFolder(repository) + encodeURIComponent(branch)
}

/** The beginning that the names of all records of this project have in common. */
export function startFolder({ options }: Repository): string {
  return `refs/czar/start/${createHash('sha256').update(options.worktreesDir).digest('hex').slice(0, 8)}/`
}

export async function recordStart(repository: Repository, branch: string, start: CommitSha): Promise<void> {
  await runGit(repository, ['update-ref', startReference(repository, branch), start])
}

/**
 * Creates records and branches together, either all of them or none. `worktree add` is not used to create branches, because git 2.39 would
 * start a separate process for each.
 */
export async function createBranches(
  repository: Repository,
  branches: readonly { readonly branch: string; readonly start: CommitSha }[],
): Promise<void> {
  if (branches.length === 0) return
  const lines = branches.map(
    ({ branch, start }) => `update ${startReference(repository, branch)} ${start}\ncreate refs/heads/${branch} ${start}\n`,
  )
  await runGit(repository, ['update-ref', '--create-reflog', '-m', madeBy(repository), '--stdin'], { input: lines.join('') })
}

export async function recordedStart(repository: Repository, branch: string): Promise<CommitSha | null> {
  return resolveCommit(repository, startReference(repository, branch))
}

/** The commit to which a name points. null: there is none. */
export async function resolveCommit(repository: Repository, name: string): Promise<CommitSha | null> {
  const [commit = null] = await resolveCommits(repository, [name])
  return commit
}

/** Like `resolveCommit`, for many names at once, because a launch asks for several names of each worker. */
export async function resolveCommits(repository: Repository, names: readonly string[]): Promise<readonly (CommitSha | null)[]> {
  const wanted = names.map(name => `${name}^{commit}`)
  const found = await repository.objects.facts(wanted)
  return found === null ? askOnce(repository, wanted) : found.map(facts => (facts?.oid ?? null) as CommitSha | null)
}

/** Asks a git process that is started only for this question. */
async function askOnce(repository: Repository, names: readonly string[]): Promise<readonly (CommitSha | null)[]> {
  const input = names.map(name => `${name}\n`).join('')
  const { stdout } = await runGit(repository, ['cat-file', '--batch-check=%(objectname)'], { input })
  // If git cannot resolve a name, its answer is a word such as `missing` or `ambiguous`.
  const lines = stdout.split('\n')
  return names.map((_, index) => (/^[0-9a-f]{40,64}$/.exec(lines[index] ?? '')?.[0] ?? null) as CommitSha | null)
}

export async function isAncestor(repository: Repository, ancestor: string, descendant: string): Promise<boolean> {
  const isFixed = [ancestor, descendant].every(name => /^[0-9a-f]{40,64}$/.test(name))
  if (isFixed && ancestor === descendant) return true
  return (await runGit(repository, ['merge-base', '--is-ancestor', ancestor, descendant], { answers: [1], isFixed })).status === 0
}
