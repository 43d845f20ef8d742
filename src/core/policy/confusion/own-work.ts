import type { OwnActivity } from '../../events/worktree-event.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** The worker's own changes since the assignment began. Returns null if they are unknown, because czar has not read git since then. */
export function ownWork({ git }: Pick<WorkerState, 'git'>, { fromSha }: Pick<AssignmentState, 'fromSha'>): OwnActivity | null {
  const own = git?.own ?? null
  return own?.from === fromSha ? own : null
}
