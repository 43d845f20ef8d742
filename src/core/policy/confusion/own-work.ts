import type { AssignmentState } from '../../model/task-state.ts'
import type { WorkerState } from '../../model/worker-state.ts'
import type { OwnActivity } from '../../model/worktree-event.ts'

/** What a worker made itself since the assignment began; null: not known, for nobody has looked since. */
export function ownWork({ git }: Pick<WorkerState, 'git'>, { fromSha }: Pick<AssignmentState, 'fromSha'>): OwnActivity | null {
  const own = git?.own ?? null
  return own?.from === fromSha ? own : null
}
