import type { ForeseenPair } from '../../events/forecast-event.ts'

/** A foreseen conflict, and the time since which it is foreseen: ms since the epoch. */
export interface ForecastState extends ForeseenPair {
  readonly at: number
}
