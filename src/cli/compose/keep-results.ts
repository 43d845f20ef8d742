import type { Journal } from '../../adapters/journal/journal.ts'
import { createPacedWriter } from '../../adapters/status/files/paced-writer.ts'
import { writeResult, writeResults } from '../../adapters/status/results.ts'
import type { State } from '../../core/state/types/state.ts'
import type { TaskState } from '../../core/state/types/task-state.ts'
import type { Log } from '../../supervisor/hands.ts'
import { resultText, viewResults } from '../../supervisor/view/view-results.ts'

export interface ResultsKeeper {
  follow(state: State): void
  close(): void
}

const INDEX_GAP_MS = 100
/** In one pass, how many of the result files written by earlier czars are compared with the journal. */
const OLD_AT_ONCE = 50

/**
 * Keeps `results/` up to date: the texts come from the journal, the index comes from the state. New texts are written at once. The index is
 * written less often, because it names every task. Files that are missing are written again some seconds after a czar starts. On a full
 * disk the files are written once there is room. `from` is the number of the last event before this czar. Long: the inner functions share
 * the index.
 */
export function keepResults(projectDir: string, journal: Pick<Journal, 'read'>, { log, from }: { log: Log; from: number }): ResultsKeeper {
  let state: State | null = null
  let index: string | null = null
  /** For each task, the number of the event whose text the task's file holds. */
  const kept = new Map<string, number>()
  const writer = createPacedWriter({ minGapMs: INDEX_GAP_MS, write, onTrouble })

  function keepText(task: TaskState): boolean {
    if (task.result === null || kept.get(task.id) === task.result.seq) return false
    const text = resultText(task, journal.read(task.result.seq - 1, 1)[0])
    if (text !== null) writeResult(projectDir, task.id, text)
    kept.set(task.id, task.result.seq)
    return true
  }

  function keepNewTexts({ tasks }: State): void {
    try {
      for (const task of Object.values(tasks)) if (task.result !== null && task.result.seq > from) keepText(task)
    } catch {
      // A later pass tries again, and the writer of the index reports the failure.
    }
  }

  function write(): boolean {
    if (state === null) return false
    let left = OLD_AT_ONCE
    for (const task of Object.values(state.tasks)) {
      if (keepText(task) && --left === 0) break
    }
    const view = viewResults(state)
    if (view.results.length > 0) index = writeResults(projectDir, view, index)
    return left === 0
  }

  function onTrouble(error: unknown): void {
    if (error !== null) log.warn({ error: String(error) }, 'results')
  }

  return {
    follow(now) {
      const before = state
      state = now
      // The texts and the index depend only on these three parts of the state, so nothing is written while they stay the same.
      if (before !== null && now.tasks === before.tasks && now.assignments === before.assignments && now.project === before.project) return
      if (now.tasks !== before?.tasks) keepNewTexts(now)
      writer.ask()
    },
    close: writer.close,
  }
}
