import { isBeingDone, isPresumed } from '../../state/facts/assignment-phase.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/**
 * Has unclaimed commits checked before the worker is asked again, replaced, or loses its task, because the work may be
 * done. Each commit is checked once. Returns true if a check is running or due; then the next step must wait.
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
 * Whether a check could have a new result. Without `accept` commands nothing could confirm the work, and a checked
 * commit already has its verdict. The state may lack the newest commit. So this returns true even without a new commit:
 * the check reads git again, and runs no command if there is no commit.
 */
function mayBeDone({ tasks }: State, { git, worktree, gone }: WorkerState, assignment: AssignmentState): boolean {
  const { task, presumed, lastVerdict } = assignment
  if (!isBeingDone(assignment) || worktree === null || gone !== null || (tasks[task]?.accept.length ?? 0) === 0) return false
  const head = git?.head ?? null
  return (presumed === null || presumed.head !== head) && (lastVerdict === null || lastVerdict.commit !== head)
}
