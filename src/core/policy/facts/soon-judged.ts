import { own } from '../../model/own.ts'
import type { Policy } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { silentSince } from './silent-since.ts'

const SOON_MS = 20_000
/** After this long, further readings during a silence cannot have a new result. */
const LONG_MS = 600_000

/**
 * Whether a silence of the worker is about to be judged, or was judged lately. A commit that czar has not seen would make this judgement
 * wrong.
 */
export function isSoonJudged({ assignments }: State, worker: WorkerState, { policy, now }: { policy: Policy; now: number }): boolean {
  const { agent } = worker
  const assignment = own(assignments, worker.assignment ?? '')
  if (agent === null || agent.exit !== null || assignment === undefined || worker.paused) return false
  const idleSince = silentSince(worker, agent, assignment)
  const judgedAt = Math.min(
    agent.turn === 'busy' ? agent.noveltyAt + policy.stuckAfterMs : Number.POSITIVE_INFINITY,
    idleSince === null ? Number.POSITIVE_INFINITY : idleSince + policy.idleAfterMs,
  )
  return now >= judgedAt - SOON_MS && now < judgedAt + LONG_MS
}
