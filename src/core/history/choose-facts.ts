import type { RepositoryFact } from '../model/facts/repository-fact.ts'
import { reachOf, shareTerritory } from '../territory/share-territory.ts'

/** A brief has at most this many facts. */
const MOST_IN_BRIEF = 5
/**
 * How long a fact stays valid without a new confirmation, in ms. A repository changes, so an older fact is no longer quoted until a task
 * states it again.
 */
const FRESH_MS = 90 * 24 * 3_600_000

/**
 * Chooses the facts for the brief of a task with this territory, at the time `now`. Facts that name a path of the territory come first, then those that name
 * no path, then those about other paths. Among equals, the newest confirmed one comes first.
 */
export function chooseFacts(
  facts: readonly RepositoryFact[],
  { owns, now }: { readonly owns: readonly string[]; readonly now: number },
): readonly RepositoryFact[] {
  return facts
    .filter(({ confirmedAt }) => now - confirmedAt <= FRESH_MS)
    .map(fact => ({ fact, rank: rankOf(fact.text, owns) }))
    .sort((one, other) => one.rank - other.rank || other.fact.confirmedAt - one.fact.confirmedAt || other.fact.id - one.fact.id)
    .slice(0, MOST_IN_BRIEF)
    .map(({ fact }) => fact)
}

/** A path with a slash, or a file name with an ending. */
const NAMED_PATH = /(?<![\w.@+/-])(?:\.\/)?((?:[\w.@+-]+\/)+[\w.@+-]*|[\w@+-]+(?:\.[\w@+-]+)*\.[a-z]\w{0,9})/gi

function rankOf(text: string, owns: readonly string[]): number {
  const paths = [...text.matchAll(NAMED_PATH)].map(([, path = '']) => path.replace(/[./]+$/, ''))
  if (paths.length === 0) return 1
  return shareTerritory(reachOf(owns), paths) ? 0 : 2
}
