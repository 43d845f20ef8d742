import type { CommitSha } from '../../../core/model/ids.ts'
import type { KeptCommit, Standing } from '../../../core/model/refs-state.ts'
import type { RefsReading, WatchedBranch } from '../../../core/ports/git-port.ts'
import type { Repository } from '../repository/repository.ts'
import { baseReferences, chooseBase } from './base-commit.ts'
import { keepCommits } from './keep-commit.ts'
import { standingOfProven } from './proven-standing.ts'
import { ASK_ANYWAY_MS, type RefFingerprints, readRefTips, refFingerprints } from './ref-tips.ts'
import { resolveCommits } from './start-reference.ts'

interface Last {
  readonly asked: string
  readonly stamp: string
  readonly readAt: number
  readonly reading: RefsReading
}

const lastReadings = new WeakMap<Repository, Last>()

/**
 * Reads where base and these branches are, and whether they contain the proven commits. If a branch lost commits, these are saved first.
 * If nothing has moved, a repeated call starts no process, because even an idle fleet is read every 15 s.
 */
export async function readRefs(repository: Repository, watched: readonly WatchedBranch[]): Promise<RefsReading> {
  const bases = baseReferences(repository.options, repository.options.base)
  const names = [...bases, ...watched.map(({ branch }) => `refs/heads/${branch}`)]
  const asked = JSON.stringify(watched)
  const fingerprints = refFingerprints(repository, names)
  const stamp = fingerprints.includes(null) ? null : fingerprints.join('\n')
  const last = lastReadings.get(repository)
  const isRecent = last !== undefined && performance.now() - last.readAt < ASK_ANYWAY_MS
  if (isRecent && last.asked === asked && last.stamp === stamp) return last.reading
  const readAt = performance.now()
  const reading = await askRefs(repository, watched, { names, fingerprints, bases: bases.length })
  if (stamp === null) lastReadings.delete(repository)
  else lastReadings.set(repository, { asked, stamp, readAt, reading })
  return reading
}

interface Asked {
  readonly names: readonly string[]
  readonly fingerprints: RefFingerprints
  /** How many of the first `names` are names of base. */
  readonly bases: number
}

async function askRefs(
  repository: Repository,
  watched: readonly WatchedBranch[],
  { names, fingerprints, bases }: Asked,
): Promise<RefsReading> {
  const found = await readRefTips(repository, names, fingerprints)
  const base = await chooseBase(repository, repository.options.base, found.slice(0, bases))
  const branches = watched.map((branch, at) => ({ ...branch, tip: found[bases + at] ?? null }))
  const { standingOf, isThere } = await standingOfProven(repository, base, branches)
  const standing: Record<string, Standing> = {}
  const kept: KeptCommit[] = []
  const gone = await commitsOfGone(repository, branches)
  for (const { worker, branch, tip, proven, last } of branches) {
    for (const commit of proven) standing[commit] = standingOf(tip, commit)
    const lost = proven.filter(commit => standing[commit] === 'lost' && isThere.has(commit))
    if (tip === null && last !== null && !proven.includes(last) && gone.has(last)) lost.push(last)
    // If the repository is only read to try merges, nothing is saved.
    const refs = repository.options.quarantine === undefined ? await keepCommits(repository, worker, lost) : []
    kept.push(...lost.map((commit, at) => ({ worker, branch, commit, ref: refs[at] ?? '' })))
  }
  return { base, branches: Object.fromEntries(branches.map(({ branch, tip }) => [branch, tip])), standing, kept }
}

/**
 * The last known commits of branches that were deleted, if they still exist. A deleted branch may also have had commits that are not
 * proven.
 */
async function commitsOfGone(
  repository: Repository,
  branches: readonly (WatchedBranch & { readonly tip: CommitSha | null })[],
): Promise<ReadonlySet<CommitSha | null>> {
  const last = branches.flatMap(({ tip, last }) => (tip === null && last !== null ? [last] : []))
  return new Set(last.length === 0 ? [] : await resolveCommits(repository, last))
}
