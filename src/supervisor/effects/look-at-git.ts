import type { Event } from '../../core/events/event.ts'
import { own } from '../../core/model/own.ts'
import { branchOfAssignment, homeBranch } from '../../core/state/facts/branch-of.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { PerformContext } from './perform.ts'

/** Reads the worktree, and the newest commit on the task's branch even if the worktree is on another branch. */
export async function lookAtGit(
  { hands, state, lookAtGit }: Pick<PerformContext, 'hands' | 'state' | 'lookAtGit'>,
  worker: WorkerState,
): Promise<readonly Event[]> {
  const open = own(state().assignments, worker.assignment ?? '')
  const branch = (open === undefined ? null : branchOfAssignment(state(), open)) ?? homeBranch(worker)
  await lookAtGit(worker.id)
  const tip = await hands.git.tipOf(branch)
  return [{ kind: 'git.looked', worker: worker.id, branch, tip }]
}
