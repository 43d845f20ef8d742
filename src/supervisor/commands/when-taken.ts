import type { WorkerState } from '../../core/state/types/worker-state.ts'

/** Says in words when a text that is queued now will reach the worker. */
export function whenTaken({ paused, agent }: WorkerState): string {
  if (paused) return 'when it is resumed'
  return agent?.turn === 'busy' ? 'when its turn ends' : 'as soon as its agent is ready'
}
