import { estimateEnd } from '../../src/core/history/estimate-end.ts'
import { recordsOf } from '../../src/core/history/records-of.ts'
import type { PastDuration } from '../../src/core/history/work-totals.ts'
import type { PromptTexts } from '../../src/core/ports/prompts.ts'
import type { State } from '../../src/core/state/types/state.ts'
import type { Mix } from '../plan-sprint.ts'
import { runSprint } from '../run-sprint.ts'
import type { FaultRates } from '../world.ts'

interface Sprints {
  readonly seed: string
  readonly sprints: number
  readonly mix: Mix
  readonly faults: FaultRates
  readonly texts: PromptTexts
  /** Whether the czar knows how long the tasks of earlier runs took. */
  readonly remembers: boolean
}

/** How the estimates of simulated runs compare with the real end. A run that never finishes counts as one that ends too late. */
export interface EstimateSums {
  made: number
  inRange: number
  tooEarly: number
  tooLate: number
  /** For each estimate, the width of the range divided by the time that was really left. */
  readonly widths: number[]
}

const MOST_PAST = 300

/** Plays runs one after the other. Makes an estimate at the beginning of a run, and after the end of each task. */
export function measureEstimates({ seed, sprints, mix, faults, texts, remembers }: Sprints): EstimateSums {
  const sums: EstimateSums = { made: 0, inRange: 0, tooEarly: 0, tooLate: 0, widths: [] }
  let past: readonly PastDuration[] = []
  for (let number = 1; number <= sprints; number++) {
    const made: { readonly from: number; readonly to: number; readonly now: number }[] = []
    let ended = -1
    const onEvent = (_: unknown, state: State) => {
      const count = Object.values(state.tasks).filter(({ kind, endedAt }) => kind !== 'review' && endedAt !== null).length
      if (count <= ended) return
      const estimate = estimateEnd(state, remembers ? past : [], state.at)
      if (estimate === null && count === 0) return
      ended = count
      if (estimate !== null) made.push({ from: estimate.from, to: estimate.to, now: state.at })
    }
    const { state } = runSprint({ seed: `${seed}-${number}`, mix, faults, texts, onEvent })
    addEstimates(sums, made, state.finish?.at ?? Number.POSITIVE_INFINITY)
    past = [...durationsIn(state), ...past].slice(0, MOST_PAST)
  }
  return sums
}

function addEstimates(sums: EstimateSums, made: readonly { from: number; to: number; now: number }[], end: number): void {
  for (const { from, to, now } of made) {
    sums.made++
    if (end < from) sums.tooEarly++
    else if (end > to) sums.tooLate++
    else sums.inRange++
    if (Number.isFinite(end)) sums.widths.push((to - from) / Math.max(1, end - now))
  }
}

function durationsIn(state: State): readonly PastDuration[] {
  return recordsOf(state).flatMap(({ task, agent, kind, result, startedAt, endedAt }) =>
    result === 'proven' && endedAt !== null ? [{ task, agent, kind, tookMs: endedAt - startedAt }] : [],
  )
}
