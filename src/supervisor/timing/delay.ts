import type { Clock } from '../../core/ports/ports.ts'

/** Resolves after `ms`, as measured by the given clock. */
export function delay(clock: Clock, ms: number): Promise<void> {
  return new Promise(resolve => clock.at(clock.now() + ms, resolve))
}
