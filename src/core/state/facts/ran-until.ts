import type { WorkerState } from '../types/worker-state.ts'

/** Returns how long agents of the worker have run until this moment, in ms. */
export function ranUntil({ ms, since }: WorkerState['ran'], at: number): number {
  return ms + (since === null ? 0 : Math.max(0, at - since))
}
