import { setTimeout as pause } from 'node:timers/promises'
import { type CrowdSize, gather } from './support/crowd.ts'
import { launchReportingFleet, type ReportingFleet } from './support/reporting-fleet.ts'

/**
 * Measures what connected clients cost the czar, and how soon they see an event. A fleet of scripted workers makes ten reports a second,
 * with no client and with different numbers of clients. Of 20 clients of a kind, one never reads. Run: `npm run bench -- api-clients
 * [workers] [rounds] [seconds a round]`
 */
const [WORKERS = 20, ROUNDS = 8, SECONDS = 5] = process.argv.slice(2).map(Number)
const NOBODY: CrowdSize = { views: 0, events: 0 }
const CROWDS: readonly CrowdSize[] = [
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
const samples = new Map<CrowdSize, Sample[]>(CROWDS.map(crowd => [crowd, []]))
try {
  await measure(fleet, { views: 1, events: 1 }, 0)
  // The numbers of clients are tried in one order and then in the reverse order, so that a slow change of the machine affects all of them
  // alike.
  for (let round = 1; round <= ROUNDS; round++)
    for (const crowd of round % 2 === 0 ? CROWDS : CROWDS.toReversed()) samples.get(crowd)?.push(await measure(fleet, crowd, round))
  report()
} finally {
  fleet.stop()
}

async function measure({ socketPath, ...fleet }: ReportingFleet, size: CrowdSize, round: number): Promise<Sample> {
  const crowd = await gather(socketPath, size)
  await pause(500)
  const first = fleet.lastSeq()
  const cpuBefore = fleet.cpuMs()
  const written = await fleet.report(SECONDS)
  await pause(500)
  const cpuMs = fleet.cpuMs() - cpuBefore
  crowd.leave()
  const events = fleet.eventsAfter(first)
  const reports = events.flatMap(event =>
    event.kind === 'report.received' ? [{ event, at: written.get(event.report.text) ?? Number.NaN }] : [],
  )
  const delays = (known: ReadonlyMap<number, number>) => reports.map(({ event }) => (known.get(event.seq) ?? Number.NaN) - event.at)
  return {
    round,
    cpuMsPerEvent: cpuMs / events.length,
    toJournal: reports.map(({ event, at }) => event.at - at),
    toView: delays(crowd.viewed),
    toStream: delays(crowd.streamed),
  }
}

function report(): void {
  const alone = new Map(samples.get(NOBODY)?.map(({ round, cpuMsPerEvent }) => [round, cpuMsPerEvent]))
  const table = CROWDS.map(crowd => {
    const all = samples.get(crowd) ?? []
    const row = (what: 'toJournal' | 'toView' | 'toStream') => quantiles(all.flatMap(sample => sample[what]))
    return {
      ...crowd,
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
