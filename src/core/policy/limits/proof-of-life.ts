import { wantsLogin } from '../../state/facts/wants-login.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'

/** A program may report a limit this much later than the end of the turn that the limit cut off. */
const SETTLE_MS = 5_000

/** Returns what shows that a model has answered the worker's agent after the time `since`. Returns null if nothing does yet. */
export function proofOfLife(context: PolicyContext, worker: WorkerState, since: number): string | null {
  const { usage, agent, lastReportAt, git } = worker
  if (usage !== null && usage.at > since) return `${worker.id} used tokens`
  if (lastReportAt > since) return `${worker.id} reported`
  // Changed files show nothing: a build changes files without a model, and czar may notice a change late.
  if (git?.lastCommit != null && git.lastCommit.at > since) return `${worker.id} committed`
  if (agent === null || agent.turn !== 'idle' || agent.turnAt <= since || agent.turnStrength !== 'exact') return null
  if (wantsLogin(agent)) return null
  return context.isDue(agent.turnAt + SETTLE_MS) ? `a turn of ${worker.id} ended by itself` : null
}
