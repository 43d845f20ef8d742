import type { ForeseenPair } from '../../events/forecast-event.ts'

/** A merge conflict that czar foresees, and since when (ms since the epoch). */
export interface ForecastState extends ForeseenPair {
  readonly at: number
}
