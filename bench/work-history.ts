// Measures the history of this machine with many records: `node bench/work-history.ts [records]`.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { historyFile, openHistory } from '../src/adapters/history/history.ts'
import { readMetrics } from '../src/cli/history/read-metrics.ts'
import { aWorkRecord } from '../tests/support/builders/a-work-record.ts'
import { elapsedMs } from './support/elapsed-ms.ts'

const count = Number(process.argv[2] ?? 100_000)
const TIMES = 21
const DAY_MS = 86_400_000
const stateDir = mkdtempSync(join(tmpdir(), 'czar-bench-'))

try {
  const history = openHistory({ stateDir })
  const filled = elapsedMs(() => {
    for (let from = 0; from < count; from += 1_000)
      history.save(Array.from({ length: Math.min(1_000, count - from) }, (_, at) => recordAt(from + at)))
  })
  console.log(`${count} records, ${(statSync(historyFile(stateDir)).size / 1e6).toFixed(0)} MB, written in ${(filled / 1000).toFixed(1)} s`)
  const filter = { repository: 'shop3', agent: 'codex' }
  measure('czar metrics', () => readMetrics(history, {}))
  measure('czar metrics of one repository', () => readMetrics(history, { repository: 'shop3' }))
  measure('czar history', () => history.list({}, 20))
  measure('czar history of one agent in one repository', () => history.list(filter, 20))
  measure('czar history of a role that did nothing', () => history.list({ role: 'none' }, 20))
  measure('durations of the last 500 proven tasks of a repository', () => history.durations('/code/shop3', 500))
  measure('one record written', () => history.save([recordAt(count - 1)]))
  history.close()
} finally {
  rmSync(stateDir, { recursive: true })
}

/** Ten tasks an hour by three agents, two models and four roles, in 20 repositories. */
function recordAt(number: number) {
  const startedAt = Math.floor((number * DAY_MS) / 240)
  return aWorkRecord({
    assignment: `a${number}`,
    agent: ['claude', 'codex', 'gemini'][number % 3] ?? '',
    model: number % 2 === 0 ? null : 'big',
    role: [null, 'tester', 'implementer', 'documenter'][number % 4] ?? null,
    repository: `/code/shop${number % 20}`,
    startedAt,
    endedAt: startedAt + 600_000 + (number % 97) * 1_000,
    result: number % 9 === 0 ? 'failed' : 'proven',
    rightFirst: number % 4 > 0,
  })
}

function measure(what: string, call: () => unknown): void {
  const times = Array.from({ length: TIMES }, () => elapsedMs(call)).sort((one, other) => one - other)
  console.log(`${what}: median ${(times[(TIMES - 1) / 2] ?? 0).toFixed(1)} ms, slowest ${(times.at(-1) ?? 0).toFixed(1)} ms`)
}
