import type { Journaled } from '../events/event.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import { occupationOf } from './occupation.ts'
import { OCCUPATIONS, type Occupation, type Occupations } from './summary.ts'
import { noHelp, type Tally, tallyWorker, type WorkerTally } from './tally.ts'

/** Counts how each worker uses its time. Each moment counts exactly once. */
export function tallyTime(tally: Tally, event: Journaled, { after, at }: { readonly after: State; readonly at: number }): Tally {
  switch (event.kind) {
    case 'project.loaded':
    case 'worker.added':
      return bear(tally, after, at)
    case 'czar.started':
    case 'system.slept':
      return bridge(tally, after, at)
    case 'health.changed': {
      const worker = own(after.workers, event.worker)
      if (worker === undefined) return tally
      return tallyWorker(tally, event.worker, before => enter(before, occupationOf(after, worker), { at, from: tally.from }))
    }
    default:
      return tally
  }
}

/** Counts the worker's time until `at`. Time before `from` does not count. */
export function spentUntil(
  { occupation, since, spent }: WorkerTally,
  { at, from }: { readonly at: number; readonly from: number },
): Occupations {
  return { ...spent, [occupation]: spent[occupation] + elapsed(since, at, from) }
}

/** Returns how much of the time between two moments is at `from` or later. */
export function elapsed(since: number, until: number, from: number): number {
  return Math.max(0, until - Math.max(since, from))
}

export const nothingSpent: Occupations = Object.fromEntries(OCCUPATIONS.map(occupation => [occupation, 0])) as Record<Occupation, number>

const newborn = { spent: nothingSpent, help: noHelp, files: [], head: null, usedBefore: null, turnsBefore: 0 } as const

function enter(worker: WorkerTally, occupation: Occupation, moment: { readonly at: number; readonly from: number }): Partial<WorkerTally> {
  return { spent: spentUntil(worker, moment), occupation, since: moment.at }
}

function bear(tally: Tally, after: State, at: number): Tally {
  const born = Object.values(after.workers)
    .filter(worker => own(tally.workers, worker.id) === undefined)
    .map(worker => {
      const occupation = occupationOf(after, worker)
      const fresh: WorkerTally = { ...newborn, bornAt: at, occupation, since: at }
      return [worker.id, fresh] as const
    })
  return born.length === 0 ? tally : { ...tally, workers: { ...tally.workers, ...Object.fromEntries(born) } }
}

/** Counts the time without a running czar, or in which the machine slept, as unknown. */
function bridge(tally: Tally, after: State, at: number): Tally {
  const workers = Object.entries(tally.workers).map(([id, worker]) => {
    const { from } = tally
    const unseen = { ...worker, ...enter(worker, 'unknown', { at: tally.at, from }) }
    const state = own(after.workers, id)
    return [id, { ...unseen, ...enter(unseen, state === undefined ? 'unknown' : occupationOf(after, state), { at, from }) }]
  })
  return { ...tally, workers: Object.fromEntries(workers) }
}
