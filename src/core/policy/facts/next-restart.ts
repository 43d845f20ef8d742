import { effectIdOf } from '../../events/effect-id.ts'
import type { RestartPolicy } from '../../model/policy/policy.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { backoffMs } from '../engine/backoff.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'

/** The decision about an agent that exited by itself: when it may be started again, or that it may not. */
export type Restart = { readonly kind: 'at'; readonly at: number } | { readonly kind: 'exhausted'; readonly exits: number }

/**
 * Computes from the times of exits when the agent may be started again. The wait doubles with each exit within the period. After more than
 * `max` exits within the period, the agent is not started again.
 */
export function nextRestart(exits: readonly number[], policy: RestartPolicy, now: number): Restart {
  const recent = exits.filter(at => at > now - policy.withinMs)
  const last = recent.at(-1)
  if (last === undefined) return { kind: 'at', at: now }
  if (recent.length > policy.max) return { kind: 'exhausted', exits: recent.length }
  return { kind: 'at', at: last + backoffMs(recent.length, { min: policy.backoffMinMs, max: policy.backoffMaxMs }) }
}

/** Whether no more restarts are allowed at the moment. The policy is asked again when the oldest exit is no longer within the period. */
export function areRestartsUsedUp({ policy, now, isDue }: PolicyContext, times: readonly number[]): boolean {
  const recent = times.filter(at => at > now - policy.restart.withinMs)
  if (recent.length < policy.restart.max) return false
  for (const at of recent) isDue(at + policy.restart.withinMs)
  return true
}

/**
 * Whether the worker's agent will not run again: it exited too often in its whole life, or could not be started. This ends when a person
 * restarts the worker.
 */
export function isWornOut(state: State, worker: WorkerState, policy: RestartPolicy): boolean {
  if (worker.exits.length > policy.max || hasGivenUp(state, effectIdOf({ do: 'prepare_worktree', worker: worker.id }))) return true
  return hasGivenUp(state, effectIdOf({ do: 'start_agent', worker: worker.id, incarnation: worker.incarnation + 1 }))
}
