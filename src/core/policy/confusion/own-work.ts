import type { OwnActivity } from '../../events/worktree-event.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** What a worker made itself since the assignment began; null: not known, for nobody has looked since. */
export function ownWork({ git }: Pick<WorkerState, 'git'>, { fromSha }: Pick<AssignmentState, 'fromSha'>): OwnActivity | null {
  const own = git?.own ?? null
  return own?.from === fromSha ? own : null
}
