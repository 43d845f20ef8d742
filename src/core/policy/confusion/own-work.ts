import type { OwnActivity } from '../../events/worktree-event.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** Returns what the worker itself changed since the assignment began, or null if czar has not read git since then. */
export function ownWork({ git }: Pick<WorkerState, 'git'>, { fromSha }: Pick<AssignmentState, 'fromSha'>): OwnActivity | null {
  const own = git?.own ?? null
  return own?.from === fromSha ? own : null
}
