import type { Action } from '../../../core/events/decision.ts'
import type { Event } from '../../../core/events/event.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { heldDuplicate } from '../../../core/policy/facts/work/duplicates.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AssignmentState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import { atMost } from '../../timing/at-most.ts'
import type { PerformContext } from '../perform.ts'

type Verify = Extract<Action, { do: 'verify' }>

/** If comparing the work takes longer than this, the claim is checked without the result. */
const PATIENCE_MS = 10_000

/** The event that keeps a claim waiting, because czar must first find out whether another task's earlier work already does this task. */
export function heldClaim({ id }: WorkerState, assignment: AssignmentState): Event {
  const reasons = ['Earlier work may do its task already; czar finds that out first.']
  const nothing = { commit: null, base: null, checks: [], log: null, tail: '', durationMs: 0 }
  return { kind: 'verification.finished', worker: id, assignment: assignment.id, verdict: 'void', reasons, ...nothing }
}

/**
 * Compares claimed work with the work of other tasks before the claim is checked. This is needed because an agent that commits and claims
 * at once may have work that was not compared yet. Resolves when duplicates are in the journal.
 */
export async function findDuplicates(
  { hands, state, lookAtGit, lookForDuplicates }: Pick<PerformContext, 'hands' | 'state' | 'lookAtGit' | 'lookForDuplicates'>,
  id: WorkerId,
): Promise<void> {
  const isAlone = Object.values(state().tasks).filter(({ assignment }) => assignment !== null).length < 2
  const isOpen = own(state().workers, id)?.assignment != null
  if (hands.project.policy.duplicates !== 'settle' || isAlone || !isOpen) return
  await atMost(
    hands.clock,
    PATIENCE_MS,
    lookAtGit(id).then(() => lookForDuplicates()),
  )
}

/**
 * Whether another task's earlier work may already do the claimed task, so that this must be found out first. A task that was proven before
 * and is checked again never waits for this.
 */
export function isHeldClaim(state: State, { worker: id, assignment }: Pick<Verify, 'worker' | 'assignment'>): boolean {
  const worker = own(state.workers, id)
  return worker?.assignment === assignment && heldDuplicate(state, worker) !== null
}
