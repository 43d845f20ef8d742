import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { appendReport } from '../../../../src/adapters/status/reports/append-report.ts'
import { readReports } from '../../../../src/adapters/status/reports/read-reports.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { startChild } from '../../../support/start-child.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'
import { noteReport } from '../children/note-report.ts'

const worker = 'api' as WorkerId
const reporting = new URL('../children/report-forever.ts', import.meta.url)

function seqs(projectDir: string): number[] {
  const reading = readReports(projectDir, worker)
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading))
  return reading.reports.map(report => report.seq)
}

test('reports are numbered from 1 and kept as given', async () => {
  const projectDir = await temporaryDirectory()
  const given = { at: 5, kind: 'ack' as const, assignment: 'a1', text: 'Build\nit', plan: ['src/a.ts'], done: null, total: null }
  expect(appendReport({ projectDir, worker, report: given })).toEqual({ report: { ...given, seq: 1 }, setAside: null })
  appendReport({ projectDir, worker, report: noteReport('more') })
  expect(readReports(projectDir, worker)).toMatchObject({
    reports: [
      { ...given, seq: 1 },
      { text: 'more', seq: 2 },
    ],
  })
})

test('several processes that report for one worker at once lose no report', async () => {
  const projectDir = await temporaryDirectory()
  const children = [1, 2, 3].map(() => startChild(reporting, projectDir, '12'))
  await until(() => children.every(child => child.lines.length === 12))
  const given = children.flatMap(child => child.lines.map(Number)).sort((one, other) => one - other)
  expect(given).toEqual(Array.from({ length: 36 }, (_, index) => index + 1))
  expect(seqs(projectDir)).toEqual(given)
})

test('kill -9 of a reporting process loses no acknowledged report and delays no other process', async () => {
  const projectDir = await temporaryDirectory()
  for (let round = 0; round < 5; round += 1) {
    const child = startChild(reporting, projectDir)
    await until(() => child.lines.length > 2 + round)
    await child.kill()
    const started = performance.now()
    const next = appendReport({ projectDir, worker, report: noteReport('after the kill') }).report.seq
    expect(performance.now() - started).toBeLessThan(60_000)
    expect(next).toBeGreaterThan(Number(child.lines.at(-1)))
    const kept = new Set(seqs(projectDir))
    expect(child.lines.slice(-100).filter(line => !kept.has(Number(line)))).toEqual([])
  }
})

test('if long reports do not fit together, no claim is lost: older reports lose their details', async () => {
  const projectDir = await temporaryDirectory()
  const report = { ...noteReport('it is done'), kind: 'done' as const, details: '漢'.repeat(32_000) }
  for (let count = 0; count < 4; count++) appendReport({ projectDir, worker, report })
  const reading = readReports(projectDir, worker)
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading))
  expect(reading.reports.map(({ seq, details }) => [seq, details?.length])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, 32_000],
    [4, 32_000],
  ])
})

test('only the newest 200 reports are kept', async () => {
  const projectDir = await temporaryDirectory()
  const path = join(projectDir, 'workers', 'api.json')
  mkdirSync(dirname(path))
  const reports = Array.from({ length: 200 }, (_, index) => ({ ...noteReport('x'), seq: index + 1 }))
  writeFileSync(path, JSON.stringify({ version: 1, worker, reports }))
  appendReport({ projectDir, worker, report: noteReport('newest') })
  expect(seqs(projectDir)).toEqual(Array.from({ length: 200 }, (_, index) => index + 2))
})

test('the report file never exceeds the size that its reader takes: older reports make room', async () => {
  const projectDir = await temporaryDirectory()
  const plan = Array.from({ length: 150 }, () => 'p'.repeat(400))
  for (let count = 0; count < 6; count += 1) appendReport({ projectDir, worker, report: { ...noteReport('x'), plan } })
  expect(seqs(projectDir).at(-1)).toBe(6)
  expect(seqs(projectDir).length).toBeLessThan(6)
})

test('report numbers continue to grow after the file was deleted', async () => {
  const projectDir = await temporaryDirectory()
  for (const text of ['a', 'b']) appendReport({ projectDir, worker, report: noteReport(text) })
  rmSync(join(projectDir, 'workers', 'api.json'))
  expect(appendReport({ projectDir, worker, report: noteReport('c') }).report.seq).toBe(3)
})

test.each([
  ['broken', (path: string) => writeFileSync(path, '{')],
  ['a symbolic link', (path: string) => symlinkSync('/etc/hostname', path)],
  ['a directory', (path: string) => mkdirSync(path)],
])('a report file that is %s is set aside, and new reports are written', async (_name, spoil) => {
  const projectDir = await temporaryDirectory()
  const path = join(projectDir, 'workers', 'api.json')
  appendReport({ projectDir, worker, report: noteReport('a') })
  rmSync(path)
  spoil(path)
  const { report, setAside } = appendReport({ projectDir, worker, report: noteReport('b') })
  expect(report.seq).toBe(2)
  expect(setAside).toBe(join(projectDir, 'workers', 'api.broken'))
  expect(lstatSync(setAside ?? '', { throwIfNoEntry: false })).toBeDefined()
  expect(seqs(projectDir)).toEqual([2])
})

test.each([
  ['a text of 5,000 characters', { ...noteReport('x'.repeat(5_000)) }, 'text'],
  ['more than the file can hold', { ...noteReport(''), plan: Array.from({ length: 200 }, () => '\x01'.repeat(400)) }, '256 KB'],
])('%s is refused as wrong use, and the report file stays', async (_name, report, message) => {
  const projectDir = await temporaryDirectory()
  appendReport({ projectDir, worker, report: noteReport('a') })
  const before = readFileSync(join(projectDir, 'workers', 'api.json'), 'utf8')
  expect(() => appendReport({ projectDir, worker, report })).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining(message) }),
  )
  expect(readFileSync(join(projectDir, 'workers', 'api.json'), 'utf8')).toBe(before)
})

test.each(['../api', 'a/b', '', '.', 'Api', '__proto__', 'a'.repeat(41)])(
  'the worker name %j is refused, and no file is made',
  async name => {
    const projectDir = await temporaryDirectory()
    expect(() => appendReport({ projectDir, worker: name as WorkerId, report: noteReport('a') })).toThrow(
      expect.objectContaining({ code: 'usage' }),
    )
    expect(readdirSync(projectDir)).toEqual([])
  },
)
