import type { Event } from '../../../core/events/event.ts'
import type { ReviewedWork } from '../../../core/model/project.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import type { CheckRecord } from '../checks/run-check.ts'
import { runSetup } from '../checks/run-setup.ts'

interface ReviewSeat {
  readonly worker: WorkerState
  readonly of: ReviewedWork
  readonly record: CheckRecord
}

/**
 * Makes a worktree at the reviewed commit, without a branch. It replaces the worktree of an earlier review. Nothing that the reviewer
 * writes there gets onto a branch.
 */
export async function prepareReview(hands: Hands, { worker, of, record }: ReviewSeat): Promise<readonly Event[]> {
  const path = hands.paths.proofDir(worker.id)
  await hands.git.makeProof(of.commit, path)
  const log = hands.paths.logFile(`${worker.id}-setup`)
  await runSetup(hands, { worker, record, commit: of.commit, cwd: path, log })
  return [{ kind: 'worktree.ready', worker: worker.id, path, branch: worker.config.branch, startSha: of.commit, includes: [] }]
}

/** Removes the worktree of a reviewer with all its files. */
export async function removeReview(hands: Hands, worker: WorkerState): Promise<readonly Event[]> {
  if (worker.worktree !== null) await hands.git.removeProof(worker.worktree.path)
  return [{ kind: 'review.closed', worker: worker.id }]
}
