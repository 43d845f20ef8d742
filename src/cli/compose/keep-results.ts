import type { Journal } from '../../adapters/journal/journal.ts'
import { writeResult, writeResults } from '../../adapters/status/results.ts'
import type { State } from '../../core/model/state.ts'
import type { TaskState } from '../../core/model/task-state.ts'
import type { Log } from '../../supervisor/hands.ts'
import { resultText, viewResults } from '../../supervisor/view-results.ts'

/** What the index says of a task comes from these; as long as they are the same, so is what it says. */
function whatTells({ assignments }: State, task: TaskState): readonly unknown[] {
  if (task.result === null) return []
  return [task, assignments[task.result.assignment], assignments[task.assignment ?? '']]
}

/**
 * Keeps `results/` as the state has it: the texts from the journal, the index from the state. What was deleted, or missed
 * by a czar that was killed, is written when a czar starts; a full disk costs the files until the next change.
 */
export function keepResults(projectDir: string, journal: Pick<Journal, 'read'>, log: Log): (state: State) => void {
  let seen: readonly unknown[] = []
  const written = new Map<string, number>()
  let index = ''

  function write(state: State): void {
    for (const task of Object.values(state.tasks)) {
      if (task.result === null || written.get(task.id) === task.result.seq) continue
      const text = resultText(task, journal.read(task.result.seq - 1, 1)[0])
      if (text !== null) writeResult(projectDir, task.id, text)
      written.set(task.id, task.result.seq)
    }
    const view = viewResults(state)
    const next = JSON.stringify(view)
    if (view.results.length > 0 && next !== index) writeResults(projectDir, view)
    index = next
  }

  return state => {
    const now = [state.project, ...Object.values(state.tasks).flatMap(task => whatTells(state, task))]
    if (now.length === seen.length && now.every((part, at) => part === seen[at])) return
    try {
      write(state)
      seen = now
    } catch (error) {
      log.warn({ error: String(error) }, 'results')
    }
  }
}
