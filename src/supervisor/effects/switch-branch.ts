import type { Action } from '../../core/events/decision.ts'
import type { Event } from '../../core/events/event.ts'
import { branchesInUse } from '../../core/policy/branches/name-branch.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { Hands } from '../hands.ts'

/**
 * Switches a worker's worktree to the branch of its task. The branch is created first if it does not exist. This function may be repeated
 * after a crash.
 */
export async function performSwitch(
  hands: Hands,
  state: State,
  { worker, action }: { readonly worker: WorkerState; readonly action: Extract<Action, { do: 'switch_branch' }> },
): Promise<readonly Event[]> {
  const assignment = state.assignments[action.assignment]
  const { worktree } = worker
  if (assignment === undefined || worktree === null || worker.assignment !== assignment.id) return []
  const { onto, includes } = action
  const { branch, fromSha } = assignment
  const switched = await hands.git.switchWorktree({
    worker: worker.id,
    path: worktree.path,
    branch: branch ?? worktree.home.branch,
    leaves: worktree.branch,
    isNew: fromSha === null,
    onto,
    // If the branch already existed, it may have been started from these commits, so they count as included.
    includes: fromSha === null ? includes : [...worktree.home.includes, ...includes],
    taken: branchesInUse({ ...state, assignments: withoutOne(state, assignment.id) }),
  })
  return [{ kind: 'worktree.switched', worker: worker.id, assignment: assignment.id, ...switched }]
}

function withoutOne({ assignments }: State, id: string): State['assignments'] {
  return Object.fromEntries(Object.entries(assignments).filter(([name]) => name !== id))
}
