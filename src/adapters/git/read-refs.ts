import type { RefsReading, WatchedBranch } from '../../core/model/git-port.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { KeptCommit, Standing } from '../../core/model/refs-state.ts'
import { baseReferences, chooseBase } from './base-commit.ts'
import { keepCommit } from './keep-commit.ts'
import { refsStamp } from './refs-stamp.ts'
import type { Repository } from './repository.ts'
import { isAncestor, resolveCommits } from './start-reference.ts'

interface Last {
  readonly asked: string
  readonly stamp: string
  readonly readAt: number
  readonly reading: RefsReading
}

const lastReadings = new WeakMap<Repository, Last>()
/** So often git is asked although no file has moved: symbolic references, disks that keep no times. */
const ASK_ANYWAY_MS = 120_000

/**
 * Where base and these branches point, and how proven commits stand to both. Commits that a branch lost are kept first.
 * Asked again while nothing has moved it costs no process: a fleet at rest is asked about every 15 s.
 */
export async function readRefs(repository: Repository, watched: readonly WatchedBranch[]): Promise<RefsReading> {
  const bases = baseReferences(repository.options, repository.options.base)
  const names = [...bases, ...watched.map(({ branch }) => `refs/heads/${branch}`)]
  const asked = JSON.stringify(watched)
  const stamp = await refsStamp(repository, names)
  const last = lastReadings.get(repository)
  const isRecent = last !== undefined && performance.now() - last.readAt < ASK_ANYWAY_MS
  if (isRecent && last.asked === asked && last.stamp === stamp) return last.reading
  const readAt = performance.now()
  const reading = await askRefs(repository, watched, { names, bases: bases.length })
  if (stamp === null) lastReadings.delete(repository)
  else lastReadings.set(repository, { asked, stamp, readAt, reading })
  return reading
}

interface Asked {
  readonly names: readonly string[]
  /** So many of the names, the first ones, are base's. */
  readonly bases: number
}

async function askRefs(repository: Repository, watched: readonly WatchedBranch[], { names, bases }: Asked): Promise<RefsReading> {
  const commits = watched.flatMap(({ proven, last }) => (last === null ? proven : [...proven, last]))
  const found = await resolveCommits(repository, [...names, ...commits])
  // A repository that was made anew, or whose garbage was collected, has none of them.
  const isThere = new Set(found.slice(names.length))
  const base = await chooseBase(repository, repository.options.base, found.slice(0, bases))
  const seats = watched.map((seat, at) => ({ ...seat, tip: found[bases + at] ?? null }))
  const standing: Record<string, Standing> = {}
  const kept: KeptCommit[] = []
  for (const { worker, tip, proven, last } of seats) {
    for (const commit of proven) standing[commit] = isThere.has(commit) ? await standingOf(repository, commit, { base, tip }) : 'lost'
    const lost = proven.filter(commit => standing[commit] === 'lost')
    // A branch that is gone took with it what was not proven yet, too.
    const gone = tip === null && last !== null && !proven.includes(last) ? [last] : []
    for (const commit of [...lost, ...gone].filter(name => isThere.has(name)))
      kept.push({ worker, commit, ref: await keepCommit(repository, worker, commit) })
  }
  return { base, branches: Object.fromEntries(seats.map(({ worker, tip }) => [worker, tip])), standing, kept }
}

interface Tips {
  readonly base: CommitSha
  readonly tip: CommitSha | null
}

async function standingOf(repository: Repository, commit: CommitSha, { base, tip }: Tips): Promise<Standing> {
  if (await contains(repository, base, commit)) return 'landed'
  if (tip === null || !(await contains(repository, tip, commit))) return 'lost'
  return (await contains(repository, commit, base)) ? 'current' : 'behind'
}

/** Commits never change: what one contains is asked once. */
const answers = new WeakMap<Repository, Map<string, boolean>>()
const MOST_ANSWERS = 10_000

async function contains(repository: Repository, holder: CommitSha, commit: CommitSha): Promise<boolean> {
  if (holder === commit) return true
  const known = answers.get(repository) ?? new Map<string, boolean>()
  answers.set(repository, known)
  const key = `${holder} ${commit}`
  const answer = known.get(key) ?? (await isAncestor(repository, commit, holder))
  if (known.size > MOST_ANSWERS) known.clear()
  known.set(key, answer)
  return answer
}
