import type { ForeseenPair } from '../events/forecast-event.ts'

/** Returns a key for two tasks. It is the same in both orders. */
export function pairKey({ one, other }: Pick<ForeseenPair, 'one' | 'other'>): string {
  return other === null ? `${one}\n` : [one, other].sort().join('\n')
}
