import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { environmentOf } from './checkout.ts'

export interface UnkeptQuestion {
  readonly oids: readonly string[]
  /** More directories in which git looks for objects, besides the repository's own. */
  readonly stores: readonly string[]
  /** More objects that are kept in other places, besides those that the repository's refs keep. */
  readonly keepers: readonly string[]
  /** Patterns of refs that are about to be removed, so that they keep nothing. */
  readonly going: readonly string[]
  /** Whether a commit counts as kept if only a reflog names it. A reflog keeps a commit for some time. */
  readonly logsKeep: boolean
}

export interface Unkept {
  readonly commits: ReadonlySet<string>
  /** The newest of the unkept commits. All the others can be reached from them. */
  readonly heads: readonly string[]
  /** Those of the given objects that are unkept commits, or tags of such commits. */
  readonly objects: ReadonlySet<string>
}

/** Finds the commits that these objects lead to and that no ref keeps. */
export async function unkeptCommits(repository: Repository, question: UnkeptQuestion): Promise<Unkept> {
  const { going, logsKeep, stores } = question
  const tips = await existing(repository, question.oids, stores)
  if (tips.size === 0) return { commits: new Set(), heads: [], objects: new Set() }
  const keepers = await existing(repository, question.keepers, stores)
  const input = [...tips.values(), ...[...keepers.values()].map(oid => `^${oid}`)].map(line => `${line}\n`).join('')
  const excluded = going.map(pattern => `--exclude=${pattern}`)
  // With `--single-worktree`, the HEADs of other worktrees do not count as refs. Otherwise even the HEAD of the worktree that is about to
  // be removed would count.
  const kept = ['--not', '--single-worktree', ...excluded, '--all', ...(logsKeep ? ['--reflog'] : []), '--not']
  const args = ['rev-list', '--parents', ...kept, '--stdin']
  const { stdout } = await runGit(repository, args, { input, env: environmentOf(stores), timeoutMs: 600_000 })
  const lines = stdout
    .split('\n')
    .filter(Boolean)
    .map(line => line.split(' '))
  const parents = new Set(lines.flatMap(([, ...rest]) => rest))
  const commits = new Set(lines.map(([commit = '']) => commit))
  const objects = [...tips].flatMap(([oid, commit]) => (commits.has(commit) ? [oid] : []))
  return { commits, heads: [...commits].filter(commit => !parents.has(commit)), objects: new Set(objects) }
}

/** The commit to which each object leads, also through tags. Objects that are missing or no commit are left out. */
async function existing(repository: Repository, oids: readonly string[], stores: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (oids.length === 0) return new Map()
  const asked = [...new Set(oids)]
  const input = asked.map(oid => `${oid}^{commit}\n`).join('')
  const { stdout } = await runGit(repository, ['cat-file', '--batch-check=%(objectname)'], { input, env: environmentOf(stores) })
  const answers = stdout.split('\n')
  return new Map(asked.map((oid, at) => [oid, answers[at] ?? ''] as const).filter(([, answer]) => /^[0-9a-f]{40,64}$/.test(answer)))
}
