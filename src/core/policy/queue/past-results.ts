import type { WorkerId } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'

/** How one task of a worker ended. */
export interface PastResult {
  readonly outcome: 'first_try' | 'later_try' | 'failed'
  /** The files that belonged to that task. */
  readonly owns: readonly string[]
}

/**
 * Returns how the worker's tasks ended so far. A task is left out if the worker was stopped during it, refused it, or lost it through no
 * fault of its own.
 */
export function pastResults(state: State, worker: WorkerId): readonly PastResult[] {
  return resultsIn(state).get(worker) ?? []
}

const resultsIn = memoizeLast((state: State) => {
  const results = new Map<WorkerId, PastResult[]>()
  for (const assignment of Object.values(state.assignments)) {
    const outcome = outcomeOf(assignment)
    if (outcome === null) continue
    const result = { outcome, owns: state.tasks[assignment.task]?.owns ?? [] }
    const known = results.get(assignment.worker)
    if (known === undefined) results.set(assignment.worker, [result])
    else known.push(result)
  }
  return results
})

function outcomeOf({ state, ended, rejections }: AssignmentState): PastResult['outcome'] | null {
  if (state === 'verified') return rejections === 0 ? 'first_try' : 'later_try'
  return ended === 'failed' || ended === 'rejected' || ended === 'crashed' || ended === 'silent' ? 'failed' : null
}
