import { effectIdOf } from '../../../events/effect-id.ts'
import { isBoarding, isLanded } from '../../../landing/boarding.ts'
import { containedWork } from '../../../landing/contained-work.ts'
import { own } from '../../../model/own.ts'
import { isInFleet } from '../../../state/facts/is-in-fleet.ts'
import type { State } from '../../../state/types/state.ts'
import type { TaskState } from '../../../state/types/task-state.ts'
import { counted } from '../../../text/counted.ts'
import { hasGivenUp, type PolicyContext } from '../../engine/policy-context.ts'
import { doubtOf, tipOfBranch } from './doubt.ts'

const MOST_RECHECKS = 5
const MOST_ERRORS = 3
const UNSEEN_MS = 30_000

/** Whether the proof was renewed so often that a person must decide about the next time. */
export function isWornThin({ rechecks }: TaskState): boolean {
  return rechecks >= MOST_RECHECKS
}

/** Whether czar can check a stale task again by itself, now or when the task's worker is free. */
export function mayRecheck(state: State, task: TaskState): boolean {
  return whyNotAgain(state, task) === null && own(state.workers, task.worker ?? '')?.assignment === null && !standsOnOpenWork(state, task)
}

/**
 * Whether the problem lies in other workers' commits that this task's commit contains, and those commits are being repaired or are about to
 * go onto the train. Conflicts of those commits with base are resolved there.
 */
function standsOnOpenWork(state: State, task: TaskState): boolean {
  const { train } = state
  if (train === null || train.stopped !== null) return false
  return [...containedWork(state, task)].some(name => {
    const other = own(state.tasks, name)
    if (other === undefined || isLanded(state, other)) return false
    if (other.state === 'stale') return whyNotAgain(state, other) === null && !containedWork(state, other).has(task.id)
    const isMended = other.state === 'assigned' && own(state.workers, other.worker ?? '')?.stopped === null
    return isMended || isBoarding(state, train, other)
  })
}

/** Says why czar does not check a stale task again by itself, or returns null if it does. */
export function whyNotAgain(state: State, task: TaskState): string | null {
  const { worker, assignment, recheck } = task
  if (worker === null || assignment === null || recheck === null) return 'no worker has it'
  // Nobody could mend the work if the check failed, so only a person can ask for it.
  const isAsked = recheck.because === 'person' && own(state.workers, worker)?.assignment === null
  if (!isInFleet(state, worker) && !isAsked) return `${worker} is not in the project file`
  if (tipOfBranch(state, task)?.commit === null) return 'there is no branch to check'
  if (isWornThin(task)) return `that was done ${counted(task.rechecks, 'time')}`
  const effect = effectIdOf({ do: 'verify', assignment })
  if (recheck.errors < MOST_ERRORS && !hasGivenUp(state, effect)) return null
  return `it could not be: ${state.failures[effect]?.reason ?? own(state.assignments, assignment)?.lastVerdict?.reasons.join(' ') ?? 'unknown'}`
}

/** Whether the proof of a task is going to be renewed, so that the project is not finished yet. */
export function isBeingRenewed({ state, isDue }: Pick<PolicyContext, 'state' | 'isDue'>, task: TaskState): boolean {
  if (task.state === 'stale') return whyNotAgain(state, task) === null
  // Within this many ms after a new proof, czar finds out whether base has moved. After that, czar no longer waits.
  if (isUnseen(state, task)) return !isDue((task.verified?.at ?? 0) + UNSEEN_MS)
  const doubt = doubtOf(state, task)
  return doubt !== null && !(doubt.because === 'base' && isWornThin(task))
}

function isUnseen({ refs, project }: State, { verified }: TaskState): boolean {
  if (verified === null || verified.by !== undefined) return false
  // Before the first reading nothing can go onto the train.
  return refs === null ? project?.policy.merge?.mode === 'omnibus' : own(refs.standing, verified.commit) === undefined
}
