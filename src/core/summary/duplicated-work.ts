import type { WorkerId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import { isOneFamily } from '../state/facts/children.ts'
import type { State } from '../state/types/state.ts'
import { changersByFile } from '../territory/changers-by-file.ts'
import { plainText } from '../text/plain-text.ts'
import type { DuplicatedSummary } from './summary.ts'
import type { Tally } from './tally.ts'

const EXAMPLES = 20
/** If many workers changed a file, only this many of them are compared with each other. */
const COMPARED = 20

/**
 * Returns the share of the changed files that several workers changed without building on each other's work. A worker and its children do
 * not count as two, because the worker merges their work. For each worktree it takes the files that git last showed as changed, at most
 * 500. Lines are not compared, because the journal does not have them.
 */
export function duplicatedWork(state: State, tally: Tally): DuplicatedSummary {
  const changers = changersByFile(
    Object.entries(tally.workers).map(([id, { files }]) => [id as WorkerId, files]),
    COMPARED,
  )
  const works = worksOf(state, tally)
  const twice = [...changers].filter(([, workers]) => workers.some(one => workers.some(other => isSeparate(state, works, one, other))))
  return {
    files: twice.length,
    of_files: changers.size,
    share: changers.size === 0 ? null : twice.length / changers.size,
    examples: twice.slice(0, EXAMPLES).map(([file, workers]) => ({ file: plainText(file, 300), workers })),
  }
}

type Works = ReadonlyMap<string, ReadonlySet<string>>

/** Returns a worker's commits: the last one in its worktree, and its verified ones. */
function worksOf(state: State, tally: Tally): Works {
  const verified = Map.groupBy(Object.values(state.tasks), task => task.worker)
  return new Map(
    Object.entries(tally.workers).map(([id, { head }]) => {
      const proven = (verified.get(id as WorkerId) ?? []).flatMap(task => task.verified?.commit ?? [])
      return [id, new Set(head === null ? proven : [...proven, head])]
    }),
  )
}

function isSeparate(state: State, works: Works, one: WorkerId, other: WorkerId): boolean {
  if (one === other || isOneFamily(state, one, other)) return false
  return !startsWith(state, one, works.get(other)) && !startsWith(state, other, works.get(one))
}

function startsWith({ workers }: State, worker: WorkerId, work: ReadonlySet<string> | undefined): boolean {
  return (own(workers, worker)?.worktree?.includes ?? []).some(commit => work?.has(commit))
}
