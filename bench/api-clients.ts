import { setTimeout as pause } from 'node:timers/promises'
import { type ClientCounts, connectClients } from './support/clients.ts'
import { launchReportingFleet, type ReportingFleet } from './support/reporting-fleet.ts'

/**
 * Measures what connected clients cost the czar, and how soon they see an event. A fleet of scripted workers makes ten reports a second,
 * with no client and with different numbers of clients. Of 20 clients of a kind, one never reads. Run: `npm run bench -- api-clients
 * [workers] [rounds] [seconds a round]`
 */
const [WORKERS = 20, ROUNDS = 8, SECONDS = 5] = process.argv.slice(2).map(Number)
const NOBODY: ClientCounts = { views: 0, events: 0 }
const COUNTS: readonly ClientCounts[] = [
  NOBODY,
  { views: 0, events: 1 },
  { views: 0, events: 20 },
  { views: 1, events: 1 },
  { views: 20, events: 0 },
  { views: 20, events: 20 },
]

interface Sample {
  readonly round: number
  readonly cpuMsPerEvent: number
  /** The times from a report to its event in the journal, in ms. */
  readonly toJournal: readonly number[]
  /** The times from the journal to the measured client that follows the state, in ms. */
  readonly toView: readonly number[]
  /** The times from the journal to the measured client that follows the events, in ms. */
  readonly toStream: readonly number[]
}

const fleet = await launchReportingFleet(WORKERS)
const samples = new Map<ClientCounts, Sample[]>(COUNTS.map(counts => [counts, []]))
try {
  await measure(fleet, { views: 1, events: 1 }, 0)
  // The numbers of clients are tried in one order and then in the reverse order, so that a slow change of the machine affects all of them
  // alike.
  for (let round = 1; round <= ROUNDS; round++)
    for (const counts of round % 2 === 0 ? COUNTS : COUNTS.toReversed()) samples.get(counts)?.push(await measure(fleet, counts, round))
  report()
} finally {
  fleet.stop()
}

async function measure({ socketPath, ...fleet }: ReportingFleet, size: ClientCounts, round: number): Promise<Sample> {
  const clients = await connectClients(socketPath, size)
  await pause(500)
  const first = fleet.lastSeq()
  const cpuBefore = fleet.cpuMs()
  const written = await fleet.report(SECONDS)
  await pause(500)
  const cpuMs = fleet.cpuMs() - cpuBefore
  clients.leave()
  const events = fleet.eventsAfter(first)
  const reports = events.flatMap(event =>
    event.kind === 'report.received' ? [{ event, at: written.get(event.report.text) ?? Number.NaN }] : [],
  )
  const delays = (known: ReadonlyMap<number, number>) => reports.map(({ event }) => (known.get(event.seq) ?? Number.NaN) - event.at)
  return {
    round,
    cpuMsPerEvent: cpuMs / events.length,
    toJournal: reports.map(({ event, at }) => event.at - at),
    toView: delays(clients.viewed),
    toStream: delays(clients.streamed),
  }
}

function report(): void {
  const alone = new Map(samples.get(NOBODY)?.map(({ round, cpuMsPerEvent }) => [round, cpuMsPerEvent]))
  const table = COUNTS.map(counts => {
    const all = samples.get(counts) ?? []
    const row = (what: 'toJournal' | 'toView' | 'toStream') => quantiles(all.flatMap(sample => sample[what]))
    return {
      ...counts,
      'CPU ms per event': quantile(
        all.map(sample => sample.cpuMsPerEvent),
        0.5,
      )?.toFixed(2),
      'of nobody in its round': quantile(
        all.map(({ round, cpuMsPerEvent }) => cpuMsPerEvent / (alone.get(round) ?? Number.NaN)),
        0.5,
      )?.toFixed(2),
      'report → journal': row('toJournal'),
      'journal → view': row('toView'),
      'journal → event': row('toStream'),
    }
  })
  console.log(`${WORKERS} workers; median of ${ROUNDS} rounds; milliseconds: median, p95`)
  console.table(table)
}

function quantiles(values: readonly number[]): string {
  return [0.5, 0.95].map(share => quantile(values, share)?.toFixed(1) ?? '').join(', ')
}

function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.filter(value => !Number.isNaN(value)).sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length * share)]
}
