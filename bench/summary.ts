// Measures what `czar summary` costs with a long journal: `node bench/summary.ts [events] [workers] [directory]`.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournal } from '../src/adapters/journal/journal.ts'
import { openJournalReader } from '../src/adapters/journal/journal-reader.ts'
import { summarizeJournal } from '../src/cli/journal/summarize-journal.ts'
import { renderSummary } from '../src/cli/output/summary/render-summary.ts'
import type { Event } from '../src/core/events/event.ts'
import { aProject, aWorker } from '../tests/support/builders/a-project.ts'
import { aNight } from '../tests/support/worlds/a-night.ts'
import { elapsedMs } from './support/elapsed-ms.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const workers = Array.from({ length: Number(process.argv[3] ?? 20) }, (_, index) => `w${index}`)
const projectDir = mkdtempSync(join(process.argv[4] ?? tmpdir(), 'czar-bench-'))

try {
  fill()
  const reader = openJournalReader({ projectDir })
  const readMs = elapsedMs(() => {
    for (let seq = 0, page = reader.read(seq); page.length > 0; page = reader.read(seq)) seq = page.at(-1)?.seq ?? seq
  })
  const before = process.memoryUsage().rss
  let text = ''
  const ms = elapsedMs(() => {
    text = renderSummary(summarizeJournal(reader, { from: 0, until: Number.POSITIVE_INFINITY, to: 0, gaveUp: null }))
  })
  const grown = (process.memoryUsage().rss - before) / 1e6
  const megabytes = statSync(join(projectDir, 'journal.sqlite')).size / 1e6
  console.log(`${count} events of ${workers.length} workers (${megabytes.toFixed(0)} MB): read ${(readMs / 1000).toFixed(1)} s`)
  console.log(`read and summed up: ${(ms / 1000).toFixed(1)} s, ${grown.toFixed(0)} MB more, ${text.length} characters`)
  reader.close()
} finally {
  rmSync(projectDir, { recursive: true })
}

/** Fills the journal with the same night many times, each time with another worker. The czar starts only once. */
function fill(): void {
  const journal = openJournal({ projectDir })
  const start: Event = { kind: 'czar.started', epoch: 1, pid: 1, host: 'here', version: '0' }
  journal.append([start, { kind: 'project.loaded', project: aProject({ workers: workers.map(id => aWorker(id)) }) }], 0)
  const night = aNight().filter(event => event.kind !== 'project.loaded' && event.kind !== 'czar.started')
  for (let written = 2, round = 0; written < count; written += night.length, round++) {
    const worker = workers[round % workers.length]
    const events = night.map(event => ('worker' in event ? { ...event, worker } : event) as Event).slice(0, count - written)
    journal.append(events, round * 1_000)
  }
  journal.close()
}
