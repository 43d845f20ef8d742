import type { Event } from '../../core/events/event.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { Hands } from '../hands.ts'
import type { CheckRecord } from './checks/run-check.ts'
import { runSetup } from './checks/run-setup.ts'
import { prepareReview } from './review/review-worktree.ts'

/**
 * Makes the worker's worktree, or takes over an existing one, and runs the worker's setup commands in it. If it is repeated, it goes on
 * where it failed.
 */
export async function prepareWorktree(
  hands: Hands,
  { worker, includes, record }: { readonly worker: WorkerState; readonly includes: readonly CommitSha[]; readonly record: CheckRecord },
): Promise<readonly Event[]> {
  const { config } = worker
  if (config.reviews !== undefined) return prepareReview(hands, { worker, of: config.reviews, record })
  const made = await hands.git.ensureWorktree({
    worker: worker.id,
    path: `${hands.project.worktreesDir}/${worker.id}`,
    branch: config.branch,
    base: hands.project.base,
    includes,
    identity: config.git,
  })
  const setup = () => runSetup(hands, { worker, record, commit: null, cwd: made.path, log: hands.paths.logFile(`${worker.id}-setup`) })
  if (config.setup.length > 0) await hands.git.aroundSetup(made.path, setup)
  const { path, branch, startSha } = made
  return [{ kind: 'worktree.ready', worker: worker.id, path, branch, startSha, includes: made.includes }]
}
