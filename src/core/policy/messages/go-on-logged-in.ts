import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { cutOffWork, tellToGoOn } from '../facts/cut-off.ts'
import { messagesFor } from '../facts/waiting-messages.ts'

/** After a login in its own window, Claude Code 2.1.197 goes on by itself. Czar gives it this many ms to do so. */
const SETTLE_MS = 2_000

/**
 * Tells a worker to go on if its turn ended because its program was not logged in, and a person has logged in since. It sends nothing if
 * the turn goes on by itself. Returns true if the worker was told or is about to be told. Then czar must ask the worker nothing else.
 */
export function goOnLoggedIn(context: PolicyContext, worker: WorkerState): boolean {
  const { agent } = worker
  const overAt = agent?.login?.overAt ?? null
  if (agent === null || overAt === null || agent.login?.wentOn !== false || agent.turn !== 'idle') return false
  // A new agent gets the whole task anyway.
  if (worker.replace === agent.incarnation) return false
  const work = cutOffWork(context.state, worker)
  if (work === null || work.ladder.askedAt >= overAt || messagesFor(context.state, worker.id).length > 0) return false
  if (!context.isDue(Math.max(overAt, agent.turnAt) + SETTLE_MS)) return true
  tellToGoOn(context, work, {
    facts: { after: 'login' },
    reason: 'its turn ended because it was not logged in, and a person has logged in',
  })
  return true
}
