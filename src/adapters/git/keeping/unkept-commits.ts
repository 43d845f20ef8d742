import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { environmentOf } from './checkout.ts'

export interface UnkeptQuestion {
  readonly oids: readonly string[]
  /** Object directories to read besides the repository's own. */
  readonly stores: readonly string[]
  /** Objects that are kept elsewhere, besides all refs of the repository. */
  readonly keepers: readonly string[]
  /** Patterns of refs that do not count, because they are removed too. */
  readonly going: readonly string[]
  /** Whether a ref's reflog counts as keeping a commit. A reflog keeps commits for a while. */
  readonly logsKeep: boolean
}

export interface Unkept {
  readonly commits: ReadonlySet<string>
  /** The commits from which all others are reachable. */
  readonly heads: readonly string[]
  /** The requested objects that are such a commit, or a tag of one. */
  readonly objects: ReadonlySet<string>
}

/** The commits that these objects reach and that no ref keeps. */
export async function unkeptCommits(repository: Repository, question: UnkeptQuestion): Promise<Unkept> {
  const { going, logsKeep, stores } = question
  const tips = await existing(repository, question.oids, stores)
  if (tips.size === 0) return { commits: new Set(), heads: [], objects: new Set() }
  const keepers = await existing(repository, question.keepers, stores)
  const input = [...tips.values(), ...[...keepers.values()].map(oid => `^${oid}`)].map(line => `${line}\n`).join('')
  const excluded = going.map(pattern => `--exclude=${pattern}`)
  // Without `--single-worktree`, the HEAD of every worktree counts as a ref, even of the worktree that is to be removed.
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

/** The commit of each object, following tags. Leaves out missing objects and other kinds. */
async function existing(repository: Repository, oids: readonly string[], stores: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (oids.length === 0) return new Map()
  const asked = [...new Set(oids)]
  const input = asked.map(oid => `${oid}^{commit}\n`).join('')
  const { stdout } = await runGit(repository, ['cat-file', '--batch-check=%(objectname)'], { input, env: environmentOf(stores) })
  const answers = stdout.split('\n')
  return new Map(asked.map((oid, at) => [oid, answers[at] ?? ''] as const).filter(([, answer]) => /^[0-9a-f]{40,64}$/.test(answer)))
}
