import type { ForecastEvent } from '../../events/forecast-event.ts'
import { pairKey } from '../../forecast/pair-key.ts'
import type { Handlers } from '../fold.ts'

export const foldForecast: Handlers<ForecastEvent> = {
  'forecast.changed': (state, { pairs, clear }, at) => {
    const known = new Map(state.forecast.map(entry => [pairKey(entry), entry]))
    for (const pair of clear) known.delete(pairKey(pair))
    for (const pair of pairs) known.set(pairKey(pair), { ...pair, at: known.get(pairKey(pair))?.at ?? at })
    return { ...state, forecast: [...known.values()] }
  },
}
