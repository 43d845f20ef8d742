import { type HistoryReader, type HistoryWriter, openHistory, openHistoryReader } from '../../adapters/history/history.ts'
import { createPacedWriter } from '../../adapters/status/files/paced-writer.ts'
import { provenFacts } from '../../core/history/proven-facts.ts'
import { recordsOf, repositoryOf } from '../../core/history/records-of.ts'
import type { PastDuration } from '../../core/history/work-totals.ts'
import type { RepositoryFact } from '../../core/model/facts/repository-fact.ts'
import type { Project } from '../../core/model/project.ts'
import type { State } from '../../core/state/types/state.ts'
import type { Log } from '../../supervisor/hands.ts'

export interface HistoryKeeper {
  follow(state: State): void
  close(): void
}

interface HistoryPace {
  /** How long after the launch the history is written first, so that the launch does not wait for it. */
  readonly afterMs: number
  readonly gapMs: number
  readonly retryMs: number
}

export interface KeeperOptions {
  /** Called with what is known about the repository, after the history was written. */
  readonly onFacts?: (facts: readonly RepositoryFact[]) => void
  readonly pace?: HistoryPace
}

const PACE: HistoryPace = { afterMs: 5_000, gapMs: 15_000, retryMs: 60_000 }

/**
 * Writes a project's work into the history of this machine: while the fleet works, and when the czar ends. If the history cannot be
 * written, the fleet goes on, and the log says so once. Long: the inner functions share the state and the database.
 */
export function keepHistory(stateDir: string, log: Log, { onFacts, pace = PACE }: KeeperOptions = {}): HistoryKeeper {
  const { afterMs, gapMs, retryMs } = pace
  let state: State | null = null
  let history: HistoryWriter | null = null
  /** The records that the history has, by assignment. */
  const saved = new Map<string, string>()
  /** The facts that the history has, by assignment and number. */
  const learned = new Set<string>()
  let isClosed = false
  const writer = createPacedWriter({ write, minGapMs: gapMs, retryMs, onTrouble })
  let isDue = false
  const timer = setTimeout(() => {
    isDue = true
    if (state !== null) writer.ask()
  }, afterMs)
  timer.unref()

  function write(): boolean {
    if (state === null) return false
    if (history?.isReplaced() === true) {
      history.close()
      history = null
      // The new file has none of this project's records and facts.
      saved.clear()
      learned.clear()
    }
    const changed = recordsOf(state)
      .map(record => ({ record, json: JSON.stringify(record) }))
      .filter(({ record, json }) => saved.get(record.assignment) !== json)
    const facts = provenFacts(state).filter(fact => !learned.has(factKey(fact)))
    if (changed.length === 0 && facts.length === 0) return false
    history ??= openHistory({ stateDir })
    history.save(changed.map(({ record }) => record))
    for (const { record, json } of changed) saved.set(record.assignment, json)
    history.learn(facts)
    for (const fact of facts) learned.add(factKey(fact))
    if (state.project !== null && !isClosed) onFacts?.(factsIn(history, state.project))
    return false
  }

  function onTrouble(error: unknown): void {
    if (error !== null) log.warn({ error: error instanceof Error ? error.message : String(error) }, 'history')
  }

  return {
    follow(now) {
      const before = state?.assignments
      state = now
      if (isDue && now.assignments !== before) writer.ask()
    },
    close() {
      clearTimeout(timer)
      isClosed = true
      writer.ask()
      writer.close()
      history?.close()
    },
  }
}

/** How many of the last tasks of a repository are used to estimate the end of a fleet. */
const MOST_DURATIONS = 300

/** A czar knows at most this many facts of a repository. A brief quotes the few that fit the task best. */
const MOST_KNOWN = 50

export interface PastWork {
  /** How long the last proven tasks of the repository took. */
  readonly past: readonly PastDuration[]
  readonly facts: readonly RepositoryFact[]
}

/**
 * Reads what a czar needs to know about earlier work in its repository. Returns no earlier work if there is no history, or if it cannot be
 * read.
 */
export function readPastWork(stateDir: string, { project, log }: { project: Project; log: Log }): PastWork {
  try {
    const reader = openHistoryReader({ stateDir })
    if (reader === null) return NOTHING
    try {
      return { past: reader.durations(repositoryOf(project), MOST_DURATIONS), facts: factsIn(reader, project) }
    } finally {
      reader.close()
    }
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'history')
    return NOTHING
  }
}

const NOTHING: PastWork = { past: [], facts: [] }

function factsIn(history: HistoryReader, project: Project): readonly RepositoryFact[] {
  return history.factsOf(repositoryOf(project), MOST_KNOWN).map(({ repository: _, confirmations: __, ...fact }) => fact)
}

function factKey({ assignment, number }: { readonly assignment: string; readonly number: number }): string {
  return `${assignment} ${number}`
}
