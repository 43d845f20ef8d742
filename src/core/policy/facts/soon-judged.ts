import { own } from '../../model/own.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { silentSince } from './silent-since.ts'

const SOON_MS = 20_000
/** After this many ms of silence, another reading of git cannot show anything new. */
const LONG_MS = 600_000

/**
 * Whether czar is about to judge a silence of the worker, or has just judged one. Czar must then read git, because an unknown commit would
 * make the judgement wrong.
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
