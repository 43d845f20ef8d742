import type { Sprint } from './run-sprint.ts'

/** What many sprints come to. Shares are 0…1; null where nothing was to be counted. */
export interface Sum {
  sprints: number
  hours: number
  events: number
  tasks: number
  accepted: number
  right: number
  workedMs: number
  duplicatedMs: number
  workerHours: number
  falseAlarms: number
  called: number
  lost: number
  operations: number
  failedOperations: number
  wrongRejections: number
  readonly calledFor: Map<string, number>
  readonly examples: string[]
}

export function emptySum(): Sum {
  const counts = { sprints: 0, hours: 0, events: 0, tasks: 0, accepted: 0, right: 0, workedMs: 0, duplicatedMs: 0, workerHours: 0 }
  const faults = { falseAlarms: 0, called: 0, lost: 0, operations: 0, failedOperations: 0, wrongRejections: 0 }
  return { ...counts, ...faults, calledFor: new Map(), examples: [] }
}

/** Adds one sprint. An example of each bad thing is kept, with its seed, so that it can be played again. */
export function addSprint(sum: Sum, seed: string, { tally, hours, events, world }: Sprint): void {
  sum.sprints++
  sum.hours += hours
  sum.events += events
  sum.tasks += world.plan.tasks.size
  sum.accepted += tally.accepted.size
  sum.right += [...tally.accepted.values()].filter(isRight => isRight).length
  sum.workedMs += tally.workedMs
  sum.duplicatedMs += tally.duplicatedMs
  sum.workerHours += tally.livedMs / 3_600_000
  sum.falseAlarms += tally.falseAlarms.length
  sum.called += tally.calledFor.length > 0 ? 1 : 0
  sum.lost += tally.lost.length
  sum.operations += tally.operations
  sum.failedOperations += tally.failedOperations
  sum.wrongRejections += tally.wrongRejections
  for (const what of new Set(tally.calledFor.map(key => key.split(':')[0] ?? key)))
    sum.calledFor.set(what, (sum.calledFor.get(what) ?? 0) + 1)
  const bad = [...tally.lost, ...tally.falseAlarms, ...[...tally.strangeActions].map(name => `no hand for ${name}`)]
  if (sum.examples.length < 5) sum.examples.push(...bad.slice(0, 1).map(what => `${seed}: ${what}`))
}
