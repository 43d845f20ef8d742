import { isBeingDone, isPresumed } from '../../state/facts/assignment-phase.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/**
 * Has commits checked that the worker did not claim as done. Czar does so before it asks the worker again, replaces its agent or takes its
 * task away, because the work may be done already. Each commit is checked once. Returns true if a check is running or due, so that the
 * caller must wait for it.
 */
export function presume(context: PolicyContext, worker: WorkerState, assignment: AssignmentState, because: string): boolean {
  if (isPresumed(assignment)) return true
  if (context.state.czar.phase === 'stopping' || !mayBeDone(context.state, worker, assignment)) return false
  const head = worker.git?.head ?? null
  const reason = `${because}; what it committed is checked first`
  context.record({ kind: 'assignment.presumed', worker: worker.id, assignment: assignment.id, head, because }, reason)
  return true
}

/**
 * Whether a check could bring something new. Without `accept` commands nothing could confirm the work, and a commit that was already
 * checked has its result. The state may not have the newest commit yet, so this returns true even without a new commit. The check reads git
 * again, and runs no command if there is nothing new.
 */
function mayBeDone({ tasks }: State, { git, worktree, gone }: WorkerState, assignment: AssignmentState): boolean {
  const { task, presumed, lastVerdict } = assignment
  if (!isBeingDone(assignment) || worktree === null || gone !== null || (tasks[task]?.accept.length ?? 0) === 0) return false
  const head = git?.head ?? null
  return (presumed === null || presumed.head !== head) && (lastVerdict === null || lastVerdict.commit !== head)
}
