import type { RestartPolicy } from '../../model/project.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { hasGivenUp, type PolicyContext } from '../engine/policy-context.ts'

/** When an agent may be started again after exits that nobody asked for, or that it may not. */
export type Restart = { readonly kind: 'at'; readonly at: number } | { readonly kind: 'exhausted'; readonly exits: number }

/**
 * Restart intensity as a pure function over the times of the exits (ms): the wait doubles with each exit within
 * the period, and more than `max` of them in it is the end.
 */
export function nextRestart(exits: readonly number[], policy: RestartPolicy, now: number): Restart {
  const recent = exits.filter(at => at > now - policy.withinMs)
  const last = recent.at(-1)
  if (last === undefined) return { kind: 'at', at: now }
  if (recent.length > policy.max) return { kind: 'exhausted', exits: recent.length }
  const backoffMs = Math.min(policy.backoffMinMs * 2 ** (recent.length - 1), policy.backoffMaxMs)
  return { kind: 'at', at: last + backoffMs }
}

/** Whether so many restarts lie within the period that there is no further one; the policy is asked again when one of them leaves it. */
export function areRestartsUsedUp({ policy, now, isDue }: PolicyContext, times: readonly number[]): boolean {
  const recent = times.filter(at => at > now - policy.restart.withinMs)
  if (recent.length < policy.restart.max) return false
  for (const at of recent) isDue(at + policy.restart.withinMs)
  return true
}

/** May nobody wait for it? It ended too often, whatever the period, or could not be started: forgotten when a person restarts it. */
export function isWornOut(state: State, worker: WorkerState, policy: RestartPolicy): boolean {
  if (worker.exits.length > policy.max || hasGivenUp(state, `prepare_worktree:${worker.id}`)) return true
  return hasGivenUp(state, `start_agent:${worker.id}:${worker.incarnation + 1}`)
}
