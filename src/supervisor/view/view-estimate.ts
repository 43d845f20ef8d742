import { estimateEnd } from '../../core/history/estimate-end.ts'
import type { PastDuration } from '../../core/history/work-totals.ts'
import type { State } from '../../core/state/types/state.ts'
import type { StatusView } from '../../core/views/status.ts'
import { isoTime } from './iso-time.ts'

const MINUTE_MS = 60_000
/** How long an estimate counts if a task has changed, and if none has. */
const AGAIN_IF_CHANGED_MS = 5_000
const AGAIN_AFTER_MS = MINUTE_MS

/**
 * Creates the function that estimates when the fleet will be done. It estimates anew when a task has changed, but not more often than every
 * 5 s, and otherwise once a minute, because an estimate for 200 workers takes some 10 ms. Times are rounded to minutes, so that the view
 * changes rarely.
 */
export function createEstimateView(past: readonly PastDuration[]): (state: State, now: number) => StatusView['estimate'] {
  let last: { readonly tasks: State['tasks']; readonly phase: string; readonly at: number; readonly view: StatusView['estimate'] } | null =
    null
  return (state, now) => {
    const { tasks, czar } = state
    const age = last === null || last.phase !== czar.phase ? Number.POSITIVE_INFINITY : now - last.at
    if (last !== null && age < (last.tasks === tasks ? AGAIN_AFTER_MS : AGAIN_IF_CHANGED_MS)) return last.view
    const estimate = estimateEnd(state, past, now)
    const round = (at: number, way: (minutes: number) => number) => isoTime(way(at / MINUTE_MS) * MINUTE_MS)
    const view =
      estimate === null
        ? null
        : {
            at: round(estimate.at, Math.round),
            from: round(estimate.from, Math.floor),
            to: round(estimate.to, Math.ceil),
            based_on: estimate.basedOn,
          }
    last = { tasks, phase: czar.phase, at: now, view }
    return view
  }
}
