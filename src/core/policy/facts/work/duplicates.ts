import type { EarlierWork } from '../../../events/duplicate-event.ts'
import { effectIdOf } from '../../../events/effect-id.ts'
import { isOnItsWay } from '../../../landing/is-on-its-way.ts'
import { own } from '../../../model/own.ts'
import type { DuplicateState } from '../../../state/types/duplicate-state.ts'
import type { State } from '../../../state/types/state.ts'
import type { TaskState } from '../../../state/types/task-state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { hasGivenUp } from '../../engine/policy-context.ts'

/**
 * The accept commands run on the earlier work at most this often: once, and a second time if the earlier work has been proven at another
 * commit since.
 */
const MOST_TRIES = 2

/** Returns the duplicates of the worker's open task that czar found since the worker got the task. */
export function duplicatesOf({ duplicates }: Pick<State, 'duplicates'>, { assignment }: WorkerState): readonly DuplicateState[] {
  return duplicates === undefined || assignment === null ? [] : Object.values(duplicates).filter(found => found.assignment === assignment)
}

/** Returns the duplicate about which czar must decide before the worker can go on with its task, or null if there is none. */
export function heldDuplicate(state: State, worker: WorkerState): DuplicateState | null {
  if (state.project?.policy.duplicates !== 'settle') return null
  const found = duplicatesOf(state, worker)
  return found.find(isGreen(state)) ?? found.find(one => earlierToTry(state, one) !== null) ?? null
}

/** Whether the accept commands passed on the earlier work, and that work still exists. */
function isGreen({ tasks }: State): (found: DuplicateState) => boolean {
  return ({ tried, isProof, earlier }) => {
    const other = earlier.task === null ? undefined : own(tasks, earlier.task)
    return tried?.verdict === 'green' && !isProof && other?.state !== 'failed' && other?.state !== 'dropped'
  }
}

/** Returns the earlier work on which czar must run the later task's accept commands next, or null if there is none. */
export function earlierToTry(state: State, { task, assignment, earlier, tried, tries }: DuplicateState): EarlierWork | null {
  if ((own(state.tasks, task)?.accept.length ?? 0) === 0 || tries >= MOST_TRIES || tried?.verdict === 'green' || tried?.verdict === 'idle')
    return null
  const proof = earlier.task === null ? undefined : own(state.tasks, earlier.task)?.verified
  if (earlier.isUncommitted && proof == null) return null
  const now = proof == null || proof.by !== undefined ? earlier : { task: earlier.task, worker: earlier.worker, commit: proof.commit }
  if (tried?.commit === now.commit || hasGivenUp(state, effectIdOf({ do: 'settle_duplicate', assignment, earlier: now }))) return null
  return now
}

/**
 * Returns the duplicate that keeps a proven task off the train, because the accept commands have not run on the earlier proven work, or
 * passed on it. Returns null if there is none.
 */
export function unsettledProof(state: State, { id, assignment }: Pick<TaskState, 'id' | 'assignment'>): DuplicateState | null {
  if (state.duplicates === undefined || state.project?.policy.duplicates !== 'settle' || !isOnItsWay(state, id)) return null
  const found = Object.values(state.duplicates).filter(
    one => one.task === id && one.assignment === assignment && isEarlierProven(state, one),
  )
  return found.find(isGreen(state)) ?? found.find(one => earlierToTry(state, one) !== null) ?? null
}

/** Whether the earlier work is proven itself, or is on base. Other work may still fail. */
function isEarlierProven({ tasks }: State, { earlier }: DuplicateState): boolean {
  const other = earlier.task === null ? undefined : own(tasks, earlier.task)
  return earlier.task === null || (other?.state === 'verified' && other.verified?.by === undefined)
}
