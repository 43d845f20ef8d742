import type { ForecastEvent, ForeseenPair } from '../../core/events/forecast-event.ts'

/** Names the pairs of tasks that would now conflict, and the pairs that no longer would. */
export function describeForecast({ pairs, clear }: ForecastEvent): string {
  return [...pairs.map(conflictText), ...clear.map(pair => `${pairText(pair)} do not conflict any more`)].join('; ')
}

function conflictText(pair: ForeseenPair): string {
  if (pair.kind === 'unknown') return `git cannot tell whether ${pairText(pair)} conflict`
  return `${pairText(pair)} conflict in ${pair.files.map(({ path }) => path).join(', ')}`
}

function pairText({ one, other }: Pick<ForeseenPair, 'one' | 'other'>): string {
  return `${one} and ${other ?? 'base'}`
}
