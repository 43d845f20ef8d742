import type { Sprint } from '../run-sprint.ts'
import type { Outcome, Tally } from './tally.ts'

/** The totals of many simulated runs. Shares are from 0 to 1. A share is null if there was nothing to count. */
export interface Sum {
  sprints: number
  hours: number
  events: number
  tasks: number
  accepted: number
  right: number
  hidden: number
  workedMs: number
  duplicatedMs: number
  repeatedMs: number
  workerHours: number
  falseAlarms: number
  called: number
  needed: number
  lost: number
  operations: number
  failedOperations: number
  wrongRejections: number
  /** How many times a review sent work back. */
  reviewed: number
  /** How many times a review sent right work back. */
  wronglyReviewed: number
  /** How many tasks have a fault, shown by a review, at the end. */
  shown: number
  /** How many of these tasks are right. */
  wronglyShown: number
  /** How many times a worker was told of a conflict that a later merge would meet. */
  told: number
  /** How many times a worker was told of such a conflict before its claim. */
  toldInTime: number
  /** How many times a worker was told to wait. */
  waits: number
  /** How many tasks are on base. */
  landed: number
  /** How many tasks on base are right there. */
  landedRight: number
  /** How many runs end with a base that fails the tests. */
  broken: number
  /** How many runs put everything on base without calling a person. */
  landedAlone: number
  /** How many times work was sent back to its worker because it did not fit into the merged tree. */
  returned: number
  readonly calledFor: Map<string, number>
  /** The kinds of false alarms, the reasons why tasks were not accepted, and the ways in which wrong tasks were misread. */
  readonly alarms: Map<string, number>
  readonly unaccepted: Map<string, number>
  readonly wrongs: Map<string, number>
  readonly examples: string[]
}

export function emptySum(): Sum {
  const counts = {
    sprints: 0,
    hours: 0,
    events: 0,
    tasks: 0,
    accepted: 0,
    right: 0,
    hidden: 0,
    workedMs: 0,
    duplicatedMs: 0,
    repeatedMs: 0,
    workerHours: 0,
  }
  const faults = { falseAlarms: 0, called: 0, needed: 0, lost: 0, operations: 0, failedOperations: 0, wrongRejections: 0 }
  const reviews = { reviewed: 0, wronglyReviewed: 0, shown: 0, wronglyShown: 0, told: 0, toldInTime: 0, waits: 0 }
  const landing = { landed: 0, landedRight: 0, broken: 0, landedAlone: 0, returned: 0 }
  return {
    ...counts,
    ...faults,
    ...landing,
    ...reviews,
    calledFor: new Map(),
    alarms: new Map(),
    unaccepted: new Map(),
    wrongs: new Map(),
    examples: [],
  }
}

/** Adds one simulated run. For each kind of mistake it keeps an example with its seed, so that the run can be repeated. */
export function addSprint(sum: Sum, seed: string, { tally, hours, events, world, state, landed }: Sprint): void {
  sum.sprints++
  sum.hours += hours
  sum.events += events
  sum.tasks += world.plan.tasks.size
  sum.accepted += tally.accepted.size
  sum.right += count(tally, 'right')
  sum.hidden += count(tally, 'hidden')
  sum.workedMs += tally.workedMs
  sum.duplicatedMs += tally.duplicatedMs
  sum.repeatedMs += tally.repeatedMs
  sum.workerHours += tally.livedMs / 3_600_000
  sum.falseAlarms += tally.falseAlarms.length
  sum.called += tally.calledFor.length > 0 ? 1 : 0
  // A task that did not come to an end needs a person in the morning, whether or not czar called one.
  sum.needed += tally.calledFor.length > 0 || tally.accepted.size < world.plan.tasks.size ? 1 : 0
  sum.lost += tally.lost.length
  addLanded(sum, { tally, world, landed })
  sum.returned += Object.values(state.train?.returns ?? {}).reduce((all, times) => all + times, 0)
  sum.operations += tally.operations
  sum.failedOperations += tally.failedOperations
  addReviews(sum, { tally, state })
  for (const what of new Set(tally.calledFor.map(key => key.split(':')[0] ?? key))) addOne(sum.calledFor, what)
  for (const alarm of tally.falseAlarms)
    addOne(
      sum.alarms,
      alarm
        .replace(/^[^:]*: /, '')
        .replace(/"seconds":"\d+",?/, '')
        .slice(0, 90),
    )
  for (const [id, { misreads }] of world.plan.tasks) {
    const outcome = tally.accepted.get(id)
    if (outcome === undefined)
      addOne(sum.unaccepted, `${misreads ?? 'understood'} ${state.tasks[id]?.state} ${(state.tasks[id]?.failure ?? '').slice(0, 40)}`)
    else if (outcome !== 'right') addOne(sum.wrongs, `${misreads ?? 'understood'} ${outcome}`)
  }
  const bad = [...tally.lost, ...tally.falseAlarms, ...[...tally.strangeActions].map(name => `the simulation cannot carry out ${name}`)]
  if (sum.examples.length < 5) sum.examples.push(...bad.slice(0, 1).map(what => `${seed}: ${what}`))
}

function addLanded(sum: Sum, { tally, world, landed }: Pick<Sprint, 'tally' | 'world' | 'landed'>): void {
  sum.landed += landed.tasks
  sum.landedRight += landed.right
  sum.broken += landed.isBroken ? 1 : 0
  sum.landedAlone += landed.tasks === world.plan.tasks.size && tally.calledFor.length === 0 ? 1 : 0
}

function addReviews(sum: Sum, { tally, state }: Pick<Sprint, 'tally' | 'state'>): void {
  sum.wrongRejections += tally.wrongRejections
  sum.reviewed += tally.reviewed
  sum.wronglyReviewed += tally.wronglyReviewed
  sum.told += tally.told
  sum.toldInTime += tally.toldInTime
  sum.waits += tally.waits
  for (const [id, outcome] of tally.accepted) {
    const review = Object.values(state.reviews).findLast(({ task, commit }) => task === id && commit === state.tasks[id]?.verified?.commit)
    if (!review?.findings.some(finding => finding.outcome === 'shown')) continue
    sum.shown++
    sum.wronglyShown += outcome === 'right' ? 1 : 0
  }
}

function count({ accepted }: Tally, wanted: Outcome): number {
  return [...accepted.values()].filter(outcome => outcome === wanted).length
}

function addOne(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}
