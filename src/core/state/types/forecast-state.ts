import type { ForeseenPair } from '../../events/forecast-event.ts'

/** A foreseen conflict, and since when: ms since the epoch. */
export interface ForecastState extends ForeseenPair {
  readonly at: number
}
