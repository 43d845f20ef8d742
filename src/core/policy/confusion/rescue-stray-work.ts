import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isUnderWay } from '../engine/policy-context.ts'
import { findConfusions } from './find-confusion.ts'

/** Keeps work that a worker did outside its branch under a git ref, once for each commit. Czar resets neither the worktree nor a branch. */
export function tendStrayWork(context: PolicyContext, worker: WorkerState): void {
  const { git, kept } = worker
  if (
    git === null ||
    kept?.head === git.head ||
    isUnderWay(context.state, worker.id, 'rescue_stray_work', 'prepare_worktree', 'switch_branch')
  )
    return
  // Nearly all workers are on their branch. The function returns early for them, because it runs after every event.
  if (git.branch === worker.worktree?.branch) return
  const found = findConfusions(context.state, worker).find(({ matter }) => matter === 'wrong-branch' || matter === 'detached-head')
  if (found === undefined) return
  context.perform({ do: 'rescue_stray_work', worker: worker.id, head: git.head }, `it ${found.reason}`)
}
