import { isBeingDone } from '../../state/facts/assignment-phase.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/**
 * Has committed work that nobody claims checked, before its worker is asked once more, replaced, or loses its task: it may be done.
 * Each commit once. true: it will be, and what was to be done has to wait.
 */
export function presume(context: PolicyContext, worker: WorkerState, assignment: AssignmentState, because: string): boolean {
  if (isPresumed(assignment)) return true
  if (context.state.czar.phase === 'stopping' || !mayBeDone(context.state, worker, assignment)) return false
  const head = worker.git?.head ?? null
  const reason = `${because}; what it committed is checked first`
  context.record({ kind: 'assignment.presumed', worker: worker.id, assignment: assignment.id, head, because }, reason)
  return true
}

/** Is it being checked without a claim? */
export function isPresumed({ presumed }: AssignmentState): boolean {
  return presumed !== null && presumed.resumes !== null
}

/**
 * Without `accept` nothing would speak for it, and what was checked at this very commit is known. A commit need not have been
 * seen: the check looks at git afresh, and costs no command when there is none.
 */
function mayBeDone({ tasks }: State, { git, worktree, gone }: WorkerState, assignment: AssignmentState): boolean {
  const { task, presumed, lastVerdict } = assignment
  if (!isBeingDone(assignment) || worktree === null || gone !== null || (tasks[task]?.accept.length ?? 0) === 0) return false
  const head = git?.head ?? null
  return (presumed === null || presumed.head !== head) && (lastVerdict === null || lastVerdict.commit !== head)
}
