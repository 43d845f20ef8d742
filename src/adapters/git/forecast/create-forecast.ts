import pLimit from 'p-limit'
import type { ForecastPort, Foreseen, Head, HeadPair } from '../../../core/ports/forecast-port.ts'
import { withoutDrivers } from '../refs/merge-trees.ts'
import { writeCommit } from '../refs/write-commit.ts'
import type { Repository } from '../repository/repository.ts'
import { conflictFiles } from './conflict-files.ts'
import { type Merged, mergePairs } from './merge-pairs.ts'
import { emptyQuarantine, quarantined } from './quarantine.ts'

/** After this many merges, the folder for their objects is emptied, because each merge leaves some trees and files in it. */
const MOST_MERGES = 2_000
const MOST_KNOWN = 20_000

type Env = Readonly<Record<string, string>>

/** Creates the part that predicts conflicts in one repository. Long: the inner functions share the cached answers. */
export function createForecast(open: () => Promise<Repository>): ForecastPort {
  const known = new Map<string, Foreseen>()
  /** For each head with uncommitted work, a commit of that work. null: the commit could not be made. */
  const commits = new Map<string, Promise<string | null>>()
  const inTurn = pLimit(1)
  let merges = 0

  async function foresee(pairs: readonly HeadPair[]): Promise<readonly Foreseen[]> {
    const news = [...new Map(pairs.filter(pair => !known.has(keyOf(pair))).map(pair => [keyOf(pair), pair])).values()]
    const answers = new Map(news.length === 0 ? [] : await foreseeNew(await open(), news))
    return pairs.map(pair => known.get(keyOf(pair)) ?? answers.get(keyOf(pair)) ?? UNKNOWN)
  }

  async function foreseeNew(repository: Repository, pairs: readonly HeadPair[]): Promise<readonly (readonly [string, Foreseen])[]> {
    if (merges === 0 || merges > MOST_MERGES) {
      await emptyQuarantine(repository)
      commits.clear()
      merges = 0
    }
    merges += pairs.length
    const heads = pairs.flatMap(({ ours, theirs }) => [ours, theirs])
    const env = { ...(await quarantined(repository, heads)), ...(await withoutDrivers(repository)) }
    const merged = await mergeHeads(repository, pairs, env)
    const conflicts = merged.flatMap(merge => (merge === null || merge.isClean ? [] : [merge]))
    const files = await conflictFiles(repository, conflicts, env)
    return pairs.map((pair, at) => {
      const merge = merged[at] ?? null
      const foreseen: Foreseen =
        merge === null ? UNKNOWN : merge.isClean ? { kind: 'clean' } : { kind: 'conflict', files: files[conflicts.indexOf(merge)] ?? [] }
      // An unknown answer is not cached, because it may become known at the next try.
      if (foreseen !== UNKNOWN) remember(keyOf(pair), foreseen)
      return [keyOf(pair), foreseen]
    })
  }

  async function mergeHeads(repository: Repository, pairs: readonly HeadPair[], env: Env): Promise<readonly Merged[]> {
    const sides = await Promise.all(
      pairs.map(async ({ ours, theirs }) => {
        const [left, right] = await Promise.all([commitOf(repository, ours, env), commitOf(repository, theirs, env)])
        return left === null || right === null ? null : ([left, right] as const)
      }),
    )
    const whole = sides.filter(side => side !== null)
    const merged = await mergePairs(repository, whole, env)
    return sides.map(side => (side === null ? null : (merged[whole.indexOf(side)] ?? null)))
  }

  /** The commit to merge. If there is uncommitted work, it is a new commit with that work, in the separate folder of objects. */
  function commitOf(repository: Repository, { commit, tree }: Head, env: Env): Promise<string | null> {
    if (tree === null) return Promise.resolve(commit)
    const name = `${commit} ${tree}`
    const made =
      commits.get(name) ??
      writeCommit(repository, { tree, parents: [commit], message: 'Uncommitted work', seconds: 0 }, env).catch(() => {
        commits.delete(name)
        return null
      })
    commits.set(name, made)
    return made
  }

  function remember(key: string, foreseen: Foreseen): void {
    known.set(key, foreseen)
    const [oldest] = known.keys()
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest)
  }

  return {
    foresee: pairs => inTurn(() => foresee(pairs)),
    close: () => inTurn(async () => emptyQuarantine(await open())),
  }
}

const UNKNOWN: Foreseen = { kind: 'unknown', reason: 'git could not merge the two' }

function keyOf({ ours, theirs }: HeadPair): string {
  return [ours, theirs].map(({ commit, tree }) => `${commit} ${tree ?? ''}`).join('\n')
}
