import { goOnAdvice, waitsFor } from '../../../forecast/conflict-advice.ts'
import { otherOf } from '../../../forecast/other-of.ts'
import type { TaskId } from '../../../model/ids.ts'
import { own } from '../../../model/own.ts'
import { beganBefore } from '../../../state/facts/began-before.ts'
import type { ForecastState } from '../../../state/types/forecast-state.ts'
import type { State } from '../../../state/types/state.ts'
import type { AssignmentState } from '../../../state/types/task-state.ts'
import type { PolicyContext } from '../../engine/policy-context.ts'

/** A worker waits at most this long, because the other work may take longer or never be finished. */
const LONGEST_WAIT_MS = 3_600_000

/**
 * Whether a worker should wait until the work that it would conflict with is proven (`policy.forecast: pause`). The other work must be in
 * progress and must have begun earlier, so two workers never wait for each other.
 */
export function isWorthTheWait({ state, isDue }: PolicyContext, pair: ForecastState, assignment: AssignmentState): boolean {
  const other = otherOf(pair, assignment.task)
  const theirs = assignmentOf(state, other)
  if (state.project?.policy.forecast !== 'pause' || pair.kind !== 'conflict' || other === null || theirs === null) return false
  // A worker waits for the same other task only once.
  if (assignment.advised.includes(goOnAdvice(other))) return false
  return beganBefore(theirs, assignment) && isAtWork(state, theirs) && !isDue(pair.at + LONGEST_WAIT_MS)
}

/** Returns the foreseen conflict because of which a worker was told to wait, or null if there is none. */
export function waitedConflict(context: PolicyContext, assignment: AssignmentState): ForecastState | null {
  const { task, advised } = assignment
  const others: readonly (TaskId | null)[] = waitsFor(advised)
  if (others.length === 0) return null
  const isWaited = (pair: ForecastState) => (pair.one === task || pair.other === task) && others.includes(otherOf(pair, task))
  return context.state.forecast.find(pair => isWaited(pair) && isWorthTheWait(context, pair, assignment)) ?? null
}

function assignmentOf({ tasks, assignments }: State, id: TaskId | null): AssignmentState | null {
  const task = own(tasks, id ?? '')
  return task?.state === 'assigned' ? (own(assignments, task.assignment ?? '') ?? null) : null
}

function isAtWork({ workers }: State, { id, worker: name }: AssignmentState): boolean {
  const worker = own(workers, name)
  return worker !== undefined && worker.assignment === id && worker.stopped === null && !worker.paused
}
