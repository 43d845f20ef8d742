// Measures how soon czar notices what another process wrote: signals of agents, reports of workers, the journal. Run: node bench/notices.ts
// [rounds]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { watchSignals } from '../src/adapters/agents/signals/watch-signals.ts'
import { writeSignal } from '../src/adapters/agents/signals/write-signal.ts'
import { openJournal } from '../src/adapters/journal/journal.ts'
import { openJournalReader } from '../src/adapters/journal/journal-reader.ts'
import { appendReport } from '../src/adapters/status/reports/append-report.ts'
import { watchReports } from '../src/adapters/status/reports/watch-reports.ts'
import type { Report } from '../src/core/events/report.ts'
import type { WorkerId } from '../src/core/model/ids.ts'

const ROUNDS = Number(process.argv[2] ?? 500)
/** chokidar 6 reports a second change of the same file only after this many ms. */
const THROTTLED_MS = 60
const worker = 'api' as WorkerId
const projectDir = await mkdtemp(join(tmpdir(), 'czar-bench-'))
let heard = () => {}
// Watching files alone does not keep the process running, but this timer does.
const awake = setInterval(() => {}, 1_000)

try {
  console.log(`| notice (${ROUNDS} each) | median ms | p95 ms | worst ms |`)
  console.log('| --- | ---: | ---: | ---: |')
  await ofSignals()
  await ofReports()
  await ofJournal()
} finally {
  clearInterval(awake)
  await rm(projectDir, { recursive: true, force: true })
}

async function ofSignals(): Promise<void> {
  const directory = join(projectDir, 'signals')
  const translate = () => {
    heard()
    return []
  }
  const channel = await watchSignals(directory, { translate, observe: () => {}, note: console.error })
  await measure('a signal of an agent', () => writeSignal(directory, 'x'))
  await channel.close()
}

async function ofReports(): Promise<void> {
  const watch = await watchReports({ projectDir, workers: [worker], after: {}, listener: () => heard() })
  const report: Omit<Report, 'seq'> = { at: 1, kind: 'note', assignment: null, text: 'x', plan: [], done: null, total: null }
  const write = () => appendReport({ projectDir, worker, report })
  await measure('a report of a worker', write, THROTTLED_MS)
  await measure('the same, one on the heels of the other', write)
  await watch.close()
}

async function ofJournal(): Promise<void> {
  const journal = openJournal({ projectDir })
  const reader = openJournalReader({ projectDir })
  reader.follow(0, { onEvents: () => heard(), onError: console.error })
  await measure('an event in the journal', () => journal.append([{ kind: 'czar.stopped', reason: 'x' }], Date.now()))
  reader.close()
  journal.close()
}

async function measure(what: string, write: () => unknown, pauseMs = 0): Promise<void> {
  const latencies: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const told = Promise.withResolvers<void>()
    heard = told.resolve
    const writtenAt = performance.now()
    write()
    await told.promise
    latencies.push(performance.now() - writtenAt)
    if (pauseMs > 0) await setTimeout(pauseMs)
  }
  latencies.sort((one, other) => one - other)
  const at = (part: number) => latencies[Math.min(ROUNDS - 1, Math.floor(ROUNDS * part))]?.toFixed(1)
  console.log(`| ${what} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`)
}
