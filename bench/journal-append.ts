// Measures what the journal costs: `node bench/journal-append.ts [events to replay] [directory]`. The directory decides which disk is
// measured.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Journal, openJournal } from '../src/adapters/journal/journal.ts'
import type { Event } from '../src/core/events/event.ts'
import type { WorkerId } from '../src/core/model/ids.ts'
import { elapsedMs } from './support/elapsed-ms.ts'

const replayed = Number(process.argv[2] ?? 1_000_000)
const projectDir = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'czar-bench-'))
const small: Event = { kind: 'agent.ready', worker: 'api' as WorkerId, incarnation: 1, evidence: 'hook SessionStart', strength: 'exact' }
const large: Event = { kind: 'czar.stopped', reason: 'x'.repeat(1_000_000) }

try {
  const journal = openJournal({ projectDir })
  report('append of one small event', latenciesMs(journal, 2_000, [small]))
  report('append of one event of 1 MB', latenciesMs(journal, 50, [large]))
  fill(journal)
  journal.close()
  replay()
} finally {
  rmSync(projectDir, { recursive: true })
}

function latenciesMs(journal: Journal, times: number, events: readonly Event[]): number[] {
  return Array.from({ length: times }, () => elapsedMs(() => journal.append(events, Date.now()))).sort((one, other) => one - other)
}

function report(what: string, sortedMs: readonly number[]): void {
  const at = (share: number) => sortedMs[Math.floor(sortedMs.length * share)]?.toFixed(2)
  console.log(`${what}: median ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${sortedMs.at(-1)?.toFixed(2)} ms`)
}

function fill(journal: Journal): void {
  const batch = Array.from({ length: 1_000 }, () => small)
  const ms = elapsedMs(() => {
    for (let count = 0; count < replayed; count += batch.length) journal.append(batch, Date.now())
  })
  console.log(`${replayed} events in batches of ${batch.length}: ${(ms / 1000).toFixed(1)} s`)
}

function replay(): void {
  let journal: Journal | undefined
  console.log(`opening: ${elapsedMs(() => (journal = openJournal({ projectDir }))).toFixed(1)} ms`)
  let events = 0
  const ms = elapsedMs(() => {
    for (let part = journal?.read(0) ?? []; part.length > 0; part = journal?.read(events) ?? []) events += part.length
  })
  const megabytes = (statSync(join(projectDir, 'journal.sqlite')).size / 1e6).toFixed(0)
  console.log(`checked replay of ${events} events (${megabytes} MB): ${(ms / 1000).toFixed(2)} s`)
  console.log(`verify: ${(elapsedMs(() => journal?.verify()) / 1000).toFixed(2)} s`)
  journal?.close()
}
