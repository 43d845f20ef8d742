import type { Clock } from '../../core/ports/ports.ts'

/** Resolves after `ms` of the clock. */
export function delay(clock: Clock, ms: number): Promise<void> {
  return new Promise(resolve => clock.at(clock.now() + ms, resolve))
}
