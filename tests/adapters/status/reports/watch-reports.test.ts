import { execFileSync } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { appendReport } from '../../../../src/adapters/status/reports/append-report.ts'
import { watchReports } from '../../../../src/adapters/status/reports/watch-reports.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { ReportSignal } from '../../../../src/core/ports/ports.ts'
import { startChild } from '../../../support/start-child.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'
import { noteReport } from '../children/note-report.ts'

const api = 'api' as WorkerId
const docs = 'docs' as WorkerId

async function watched(projectDir: string, after: Record<string, number> = {}): Promise<ReportSignal[]> {
  const signals: ReportSignal[] = []
  const watch = await watchReports({ projectDir, workers: [api, docs], after, listener: signal => signals.push(signal) })
  onTestFinished(() => watch.close())
  return signals
}

function fileOf(reports: readonly object[], changes: object = {}): string {
  return JSON.stringify({ version: 1, worker: 'api', reports, ...changes })
}

/** How often watch-reports.ts reads the whole directory, beside reacting when the file system reports a change. */
const SWEEP_MS = 1_000

/**
 * A report written right after a sweep, and found only by sweeps, is found one sweep later. A report with a notice is
 * found quickly, though not always on a busy machine.
 */
function thirdQuickest(latenciesMs: readonly number[]): number | undefined {
  return latenciesMs.toSorted((one, other) => one - other)[2]
}

function numbered(seq: number): object {
  return { seq, at: 1, kind: 'note', text: `report ${seq}` }
}

function seqsOf(signals: readonly ReportSignal[]): unknown[] {
  return signals.map(signal => (signal.kind === 'report' ? signal.report.seq : signal.reason))
}

test('existing reports come first, and reports that were taken before do not come again', async () => {
  const projectDir = await temporaryDirectory()
  for (const text of ['a', 'b', 'c']) appendReport({ projectDir, worker: api, report: noteReport(text) })
  expect(seqsOf(await watched(projectDir, { api: 1 }))).toEqual([2, 3])
})

test('every report of a busy worker in another process comes exactly once and in order', async () => {
  const projectDir = await temporaryDirectory()
  const signals = await watched(projectDir)
  const child = startChild(new URL('../children/report-forever.ts', import.meta.url), projectDir, '60')
  await until(() => signals.length >= 60)
  await until(() => child.process.exitCode !== null)
  expect(seqsOf(signals)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
})

test('a report is noticed through a file notice, long before the next sweep', async () => {
  const projectDir = await temporaryDirectory()
  const signals = await watched(projectDir)
  const latenciesMs: number[] = []
  for (let count = 1; count <= 15; count += 1) {
    const reportedAt = performance.now()
    appendReport({ projectDir, worker: count % 2 === 0 ? api : docs, report: noteReport('x') })
    await until(() => signals.length === count, Boolean, { everyMs: 1 })
    latenciesMs.push(performance.now() - reportedAt)
  }
  expect(thirdQuickest(latenciesMs)).toBeLessThan(SWEEP_MS / 2)
})

function writeGigabyte(path: string): void {
  writeFileSync(path, '{')
  truncateSync(path, 1_000_000_000)
}

function writeWithSecondName(path: string): void {
  writeFileSync(`${path}.other`, fileOf([numbered(3)]))
  linkSync(`${path}.other`, path)
}

const nasty: readonly [string, string, (path: string) => void][] = [
  ['half written', 'is not JSON', path => writeFileSync(path, '{"version": 1, "wor')],
  ['larger than 256 KB', 'is larger than 256 KB', writeGigabyte],
  ['a symbolic link', 'is a symbolic link', path => symlinkSync('/etc/hostname', path)],
  ['a FIFO', 'is a FIFO', path => execFileSync('sh', ['-c', 'mkfifo "$0"', path])],
  ['a directory', 'is a directory', path => mkdirSync(path)],
  ['a hard link', 'has a second name', writeWithSecondName],
  ["another worker's", 'names worker "docs", but is the file of "api"', path => writeFileSync(path, fileOf([], { worker: 'docs' }))],
  ['of another version', 'has version 2, known is 1', path => writeFileSync(path, fileOf([], { version: 2 }))],
  ['nested 50,000 deep', 'is nested deeper than 8 levels', path => writeFileSync(path, '['.repeat(50_000) + ']'.repeat(50_000))],
  [
    'with the key __proto__',
    'has the key "__proto__"',
    path => writeFileSync(path, '{"version":1,"__proto__":{"worker":"api"},"reports":[]}'),
  ],
  [
    'with 100,000 keys',
    'names worker undefined',
    path => writeFileSync(path, `{"version":1,${Array.from({ length: 20_000 }, (_, key) => `"k${key}":1`)}}`),
  ],
  ['with a wrong type', 'does not fit: reports.0.seq', path => writeFileSync(path, fileOf([{ ...numbered(3), seq: '3' }]))],
  [
    'with an infinite number',
    'does not fit: reports.0.at',
    path => writeFileSync(path, fileOf([numbered(3)]).replace('"at":1', '"at":1e999')),
  ],
  ['out of order', 'has seq 3 out of order at reports[1]', path => writeFileSync(path, fileOf([numbered(4), numbered(3)]))],
  ['gone back in number', 'ends with seq 1, but seq 2 was taken', path => writeFileSync(path, fileOf([numbered(1)]))],
  ['not UTF-8', 'is not UTF-8', path => writeFileSync(path, Buffer.from([0x7b, 0xff, 0xfe]))],
  ['empty', 'is not JSON', path => writeFileSync(path, '')],
]

test.each(nasty)(
  "a report file that is %s is refused once with the reason; earlier reports stand, and other workers' reports come",
  async (_name, reason, spoil) => {
    const projectDir = await temporaryDirectory()
    const path = join(projectDir, 'workers', 'api.json')
    for (const text of ['a', 'b']) appendReport({ projectDir, worker: api, report: noteReport(text) })
    const signals = await watched(projectDir)
    rmSync(path)
    spoil(path)
    await until(() => signals.length === 3)
    expect(signals[2]).toEqual({ kind: 'refused', worker: 'api', reason: expect.stringContaining(`workers/api.json ${reason}`) })
    appendReport({ projectDir, worker: docs, report: noteReport('unharmed') })
    await until(() => signals.length === 4)
    rmSync(path, { recursive: true })
    writeFileSync(path, fileOf([numbered(2), numbered(3)]))
    await until(() => signals.length === 5)
    expect(signals.slice(3)).toMatchObject([
      { kind: 'report', worker: 'docs' },
      { kind: 'report', worker: 'api', report: { seq: 3 } },
    ])
  },
)

test('a socket in place of a report file is refused', async () => {
  const projectDir = await temporaryDirectory()
  mkdirSync(join(projectDir, 'workers'))
  const server = createServer().listen(join(projectDir, 'workers', 'api.json'))
  onTestFinished(() => void server.close())
  await until(() => server.listening)
  const signals = await watched(projectDir)
  await until(() => signals.length === 1)
  expect(seqsOf(signals)).toEqual(['workers/api.json is a socket, not a regular file'])
})

test('each new fault of a report file is reported, and the same fault only once', async () => {
  const projectDir = await temporaryDirectory()
  const path = join(projectDir, 'workers', 'api.json')
  const signals = await watched(projectDir)
  for (const [text, told] of [
    ['{', 1],
    ['[', 2],
    ['[', 2],
    ['x', 3],
  ] as const) {
    writeFileSync(path, text)
    await until(() => signals.length >= told)
  }
  expect(signals.map(signal => signal.kind)).toEqual(['refused', 'refused', 'refused'])
})

test('a deleted report file takes no report back, and a deleted directory is made and watched again', async () => {
  const projectDir = join(await temporaryDirectory(), 'gateway')
  const signals = await watched(projectDir)
  appendReport({ projectDir, worker: api, report: noteReport('a') })
  await until(() => signals.length === 1)
  rmSync(projectDir, { recursive: true })
  await until(() => existsSync(join(projectDir, 'workers')))
  writeFileSync(join(projectDir, 'workers', 'api.json'), fileOf([numbered(1), numbered(2)]))
  await until(() => signals.length === 2)
  const latenciesMs: number[] = []
  for (let seq = 1; seq <= 12; seq += 1) {
    const writtenAt = performance.now()
    writeFileSync(join(projectDir, 'workers', 'docs.json'), fileOf([numbered(seq)], { worker: 'docs' }))
    await until(() => signals.length === 2 + seq, Boolean, { everyMs: 1 })
    latenciesMs.push(performance.now() - writtenAt)
  }
  expect(thirdQuickest(latenciesMs)).toBeLessThan(SWEEP_MS / 2)
  expect(seqsOf(signals)).toEqual([1, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})

test('terminal sequences, control characters and hidden characters of a report are removed', async () => {
  const projectDir = await temporaryDirectory()
  const report = {
    ...noteReport('\x1b]52;c;eA==\x07do\x9b31mne\u202e\nnext\x00'),
    assignment: 'a\x1b[2J1',
    plan: ['src/\x1b[8mhidden\x08'],
  }
  appendReport({ projectDir, worker: api, report })
  expect(await watched(projectDir)).toMatchObject([{ report: { text: 'done<U+202E>\nnext', assignment: 'a1', plan: ['src/hidden'] } }])
})

test('files that belong to no worker are not read', async () => {
  const projectDir = await temporaryDirectory()
  const signals = await watched(projectDir)
  for (const name of ['stranger.json', 'api.json~', '.api.json.swp', '__proto__.json'])
    writeFileSync(join(projectDir, 'workers', name), '{')
  appendReport({ projectDir, worker: api, report: noteReport('a') })
  await until(() => signals.length === 1)
  expect(signals).toMatchObject([{ kind: 'report', worker: 'api' }])
})
