import type { Event, Journaled } from '../../../src/core/events/event.ts'
import { NEIGHBOUR } from './write-project.ts'

const LATE_MS = 5_000
/**
 * Steps of czar for the well-behaved worker, each with the event that it follows. The worker's own steps are not listed, because they take
 * as long as the machine needs.
 */
const STEPS: readonly (readonly [after: Event['kind'], step: Event['kind']])[] = [
  ['worktree.ready', 'agent.started'],
  ['agent.ready', 'message.submitted'],
  ['report.received', 'verification.started'],
]

/** The steps for the well-behaved worker that czar took too late. */
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
