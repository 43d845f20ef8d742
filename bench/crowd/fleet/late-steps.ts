import type { Event, Journaled } from '../../../src/core/events/event.ts'
import { NEIGHBOUR } from './write-project.ts'

const LATE_MS = 5_000
/**
 * The steps that czar takes for the well-behaved worker. Each has the event that it follows. The worker's own steps are not listed, because
 * their time depends on the machine.
 */
const STEPS: readonly (readonly [after: Event['kind'], step: Event['kind']])[] = [
  ['worktree.ready', 'agent.started'],
  ['agent.ready', 'message.submitted'],
  ['report.received', 'verification.started'],
]

/** Returns the steps for the well-behaved worker that czar took too late. */
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
