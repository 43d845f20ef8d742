import type { Event, Journaled } from '../../../src/core/events/event.ts'
import { NEIGHBOUR } from './write-project.ts'

const LATE_MS = 5_000
/** Steps that are Czar's own, each behind what it follows; what the neighbour does itself takes as long as the machine lets it. */
const STEPS: readonly (readonly [after: Event['kind'], step: Event['kind']])[] = [
  ['worktree.ready', 'agent.started'],
  ['agent.ready', 'message.submitted'],
  ['report.received', 'verification.started'],
]

/** What the czar did late for the neighbour. */
export function lateSteps(events: readonly Journaled[]): readonly string[] {
  const mine = events.filter(event => 'worker' in event && event.worker === NEIGHBOUR)
  return STEPS.flatMap(([after, step]) => {
    const done = mine.find(({ kind }) => kind === step)
    const before = mine.findLast(event => event.kind === after && event.seq < (done?.seq ?? 0))
    if (done === undefined || before === undefined) return []
    const waited = done.at - before.at
    return waited > LATE_MS ? [`the neighbour's ${step} came ${(waited / 1000).toFixed(1)} s after ${after}`] : []
  })
}
