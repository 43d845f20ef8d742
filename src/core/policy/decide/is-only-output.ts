import type { Policy } from '../../model/policy/policy.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'

/** The state and the time of the last call of the rules. */
export interface AskedAt {
  readonly state: State
  readonly now: number
}

/** Whether nothing has happened except output of agents that had not been silent for long before. Most events are only output. */
export function isOnlyOutput({ state: before, now }: AskedAt, { state: after }: AskedAt): boolean {
  const policy = after.project?.policy
  if (policy === undefined || !isSameBut(before, after, ['seq', 'at', 'workers'])) return false
  const [workers, ids] = [Object.values(before.workers), Object.keys(after.workers)]
  return (
    workers.length === ids.length &&
    workers.every(worker => {
      const latest = after.workers[worker.id]
      return worker === latest || (isHeardInTime(worker, policy, now) && isOutputOf(worker, latest))
    })
  )
}

function isOutputOf(before: WorkerState, after: WorkerState | undefined): boolean {
  if (before.agent === null || after === undefined || after.agent === null || after.agent.noveltyAt < before.agent.noveltyAt) return false
  if (!isSameBut(before.agent, after.agent, ['noveltyAt']) || !isSameBut(before.signs, after.signs, ['screen'])) return false
  return isSameBut(before, after, ['agent', 'signs'])
}

/**
 * Whether the agent wrote again before its silence was long. After a long silence, output matters: the rules may have reported the silence,
 * and then they do not ask to be called again.
 */
function isHeardInTime({ agent }: WorkerState, { stuckAfterMs, idleAfterMs }: Policy, now: number): boolean {
  return agent !== null && now < agent.noveltyAt + (agent.turn === 'busy' ? stuckAfterMs : idleAfterMs)
}

/**
 * Whether two objects are equal except in some fields. The fields are compared by identity, because the state is never changed in place.
 */
function isSameBut<Whole extends object>(before: Whole, after: Whole, changing: readonly (keyof Whole)[]): boolean {
  const keys = Object.keys(after) as (keyof Whole)[]
  return keys.length === Object.keys(before).length && keys.every(key => before[key] === after[key] || changing.includes(key))
}
