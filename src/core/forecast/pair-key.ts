import type { ForeseenPair } from '../events/forecast-event.ts'

/** The same for both orders of the two tasks. */
export function pairKey({ one, other }: Pick<ForeseenPair, 'one' | 'other'>): string {
  return other === null ? `${one}\n` : [one, other].sort().join('\n')
}
