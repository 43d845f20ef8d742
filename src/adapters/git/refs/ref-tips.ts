import { join } from 'node:path'
import type { CommitSha } from '../../../core/model/ids.ts'
import { fileFingerprint, lookAtFile } from '../objects/file-fingerprint.ts'
import type { Repository } from '../repository/repository.ts'
import { resolveCommits } from './start-reference.ts'

/**
 * For each ref, a fingerprint of the files that git reads to find the ref's commit. null: czar cannot tell whether the ref has moved, so
 * git must be asked.
 */
export type RefFingerprints = readonly (string | null)[]

/**
 * Two writes within this time may leave the same time on a file. The clock of a kernel ticks every 4 to 10 ms, and some disks store only
 * whole seconds.
 */
const RACY_MS = 2_000
/**
 * Czar asks git at least this often, even if no file has changed. Symbolic refs, and disks that store no times, may hide that a ref has
 * moved.
 */
export const ASK_ANYWAY_MS = 120_000

/**
 * Reads the fingerprints of these refs without starting a process. A ref is in a file of its own. If it has none, it may be in the list of
 * packed refs, or in a table (reftable).
 */
export function refFingerprints({ commonDir }: Repository, references: readonly string[]): RefFingerprints {
  const printOf = (file: string): string | null => {
    const stats = lookAtFile(join(commonDir, file))
    return stats !== null && Number(stats.mtimeMs) > Date.now() - RACY_MS ? null : fileFingerprint(stats)
  }
  const lists = ['packed-refs', join('reftable', 'tables.list')].map(printOf)
  const listed = lists.includes(null) ? null : lists.join('\n')
  return references.map(name => {
    const stats = lookAtFile(join(commonDir, name))
    if (stats === null || stats.isDirectory()) return listed
    if (!stats.isFile() || Number(stats.mtimeMs) > Date.now() - RACY_MS) return null
    return fileFingerprint(stats)
  })
}

interface Memory {
  readonly since: number
  readonly tips: Map<string, { readonly fingerprint: string; readonly commit: CommitSha | null }>
}

const memories = new WeakMap<Repository, Memory>()

function memoryOf(repository: Repository): Memory['tips'] {
  const now = performance.now()
  const known = memories.get(repository)
  const memory = known !== undefined && now - known.since < ASK_ANYWAY_MS ? known : { since: now, tips: new Map() }
  memories.set(repository, memory)
  return memory.tips
}

/**
 * The commits to which these refs point, null if there is no such ref. Git is asked only for refs that may have moved since the last call,
 * because a fleet with a thousand proven tasks has a thousand branches, and a claim reads them several times.
 */
export async function readRefTips(
  repository: Repository,
  references: readonly string[],
  fingerprints = refFingerprints(repository, references),
): Promise<readonly (CommitSha | null)[]> {
  const memory = memoryOf(repository)
  const known = references.map((name, at) => {
    const last = memory.get(name)
    return last !== undefined && last.fingerprint === fingerprints[at] ? last : null
  })
  const asked = references.filter((_, at) => known[at] === null)
  // The fingerprints are older than git's answers. So if a ref moves in between, its next fingerprint differs.
  const answers = asked.length === 0 ? [] : [...(await resolveCommits(repository, asked))]
  return references.map((name, at) => {
    const last = known[at]
    if (last != null) return last.commit
    const commit = answers.shift() ?? null
    const fingerprint = fingerprints[at]
    if (fingerprint != null) memory.set(name, { fingerprint, commit })
    return commit
  })
}
