import { type HistoryWriter, openHistory, openHistoryReader } from '../../adapters/history/history.ts'
import { createPacedWriter } from '../../adapters/status/files/paced-writer.ts'
import { recordsOf, repositoryOf } from '../../core/history/records-of.ts'
import type { PastDuration } from '../../core/history/work-totals.ts'
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

const PACE: HistoryPace = { afterMs: 5_000, gapMs: 15_000, retryMs: 60_000 }

/**
 * Writes a project's work into the history of this machine: while the fleet works, and when the czar ends. If the history cannot be written,
 * the fleet goes on, and the log says so once. Long: the inner functions share the state and the database.
 */
export function keepHistory(stateDir: string, log: Log, { afterMs, gapMs, retryMs }: HistoryPace = PACE): HistoryKeeper {
  let state: State | null = null
  let history: HistoryWriter | null = null
  /** The records that the history has, by assignment. */
  const saved = new Map<string, string>()
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
      // The new file has none of this project's records.
      saved.clear()
    }
    const changed = recordsOf(state)
      .map(record => ({ record, json: JSON.stringify(record) }))
      .filter(({ record, json }) => saved.get(record.assignment) !== json)
    if (changed.length === 0) return false
    history ??= openHistory({ stateDir })
    history.save(changed.map(({ record }) => record))
    for (const { record, json } of changed) saved.set(record.assignment, json)
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
      writer.ask()
      writer.close()
      history?.close()
    },
  }
}

/** How many of the last tasks of a repository are used to estimate the end of a fleet. */
const MOST_DURATIONS = 300

/** Returns how long the last proven tasks of the repository took. Without a history, or with one that cannot be read, there are none. */
export function pastDurations(stateDir: string, { project, log }: { project: Project; log: Log }): readonly PastDuration[] {
  try {
    const reader = openHistoryReader({ stateDir })
    try {
      return reader?.durations(repositoryOf(project), MOST_DURATIONS) ?? []
    } finally {
      reader?.close()
    }
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'history')
    return []
  }
}
