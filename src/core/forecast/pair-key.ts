import type { ForeseenPair } from '../events/forecast-event.ts'

/** A key for two tasks, the same in both orders. */
export function pairKey({ one, other }: Pick<ForeseenPair, 'one' | 'other'>): string {
  return other === null ? `${one}\n` : [one, other].sort().join('\n')
}
