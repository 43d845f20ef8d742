import type { EventKind, Journaled } from '../../events/event.ts'
import { isParked } from '../facts/is-parked.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'

/** Events with which an agent's time may begin or stop to count. */
const STARTS_OR_STOPS: ReadonlySet<EventKind> = new Set<EventKind>([
  'czar.started',
  'system.slept',
  'agent.started',
  'agent.exited',
  'agent.ended',
  'agent.limited',
  'account.probed',
  'account.released',
  'account.admitted',
  'person.told',
  'person.nudged',
  'person.restart',
])

/**
 * Counts how long the agents of each worker run. Waiting for an account limit does not count, and neither does time without a running czar
 * or in which the machine sleeps.
 */
export function runClocks(state: State, { kind, at }: Journaled): State {
  if (!STARTS_OR_STOPS.has(kind)) return state
  const isGap = kind === 'czar.started' || kind === 'system.slept'
  const upTo = isGap ? state.at : at
  const changed = Object.values(state.workers).flatMap(worker => {
    const { ran, agent } = worker
    const runs = agent !== null && agent.exit === null && !isParked(state, worker)
    if (runs === (ran.since !== null) && !isGap) return []
    const ms = ran.since === null ? ran.ms : ran.ms + Math.max(0, upTo - ran.since)
    return [[worker.id, { ...worker, ran: { ms, since: runs ? at : null } } satisfies WorkerState] as const]
  })
  return changed.length === 0 ? state : { ...state, workers: { ...state.workers, ...Object.fromEntries(changed) } }
}
