import type { WorkerState } from '../../state/types/worker-state.ts'
import type { Desk } from '../engine/desk.ts'
import { isUnderWay } from '../engine/desk.ts'
import { findConfusions } from './find-confusion.ts'

/** What a worker does off its branch is kept by a rescue ref, once for each HEAD; nothing is ever reset. */
export function keepAstray(desk: Desk, worker: WorkerState): void {
  const { git, kept } = worker
  if (git === null || kept?.head === git.head || isUnderWay(desk.state, worker.id, 'keep_astray', 'prepare_worktree', 'switch_branch'))
    return
  // Whoever is on its branch is not asked further: this is looked at after every event.
  if (git.branch === worker.worktree?.branch) return
  const found = findConfusions(desk.state, worker).find(({ matter }) => matter === 'wrong-branch' || matter === 'detached-head')
  if (found === undefined) return
  desk.perform({ do: 'keep_astray', worker: worker.id, head: git.head }, `it ${found.reason}`)
}
