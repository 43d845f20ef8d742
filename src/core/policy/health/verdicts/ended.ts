import type { State } from '../../../state/types/state.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { seen, since } from '../../engine/evidence.ts'
import { lastExit } from '../../fleet/agent.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/** Judges a worker whose agent ended while work was left, or ended with the whole fleet. Returns null if neither is the case. */
export function ended(state: State, worker: WorkerState): HealthVerdict | null {
  const exit = worker.agent?.exit ?? null
  if (exit !== null && worker.assignment !== null) {
    const screen = exit.lastScreen === '' ? [] : [since('screen', exit.lastScreen, exit)]
    return sayHealth(['crashed', 'exit'], lastExit(worker), { evidence: [seen(worker, 'process', lastExit(worker)), ...screen] })
  }
  if (state.czar.phase === 'stopping' && worker.agent === null) return sayHealth(['waiting', 'fleet'], 'the fleet was stopped')
  return null
}
