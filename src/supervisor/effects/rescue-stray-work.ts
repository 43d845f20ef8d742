import type { Event } from '../../core/events/event.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { Hands } from '../hands.ts'

/** Saves a worker's commits that are not on its branch under a git ref of their own, and leaves the worktree as it is. */
export async function rescueStrayWork(hands: Hands, worker: WorkerState, head: CommitSha): Promise<readonly Event[]> {
  if (worker.worktree === null) return []
  const ref = await hands.git.rescueStrayWork(worker.id, worker.worktree.path)
  return [{ kind: 'git.kept', worker: worker.id, head, ref }]
}
