import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ReportLedger } from '../../../src/adapters/status/report-ledger.ts'
import { WatchedFile } from '../../../src/adapters/status/watched-file.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { ReportSignal } from '../../../src/core/model/ports.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

/** A worker's file that holds so many reports; each look takes `lookMs`. */
async function watchedFile(lookMs: number): Promise<{ file: WatchedFile; hold: (reports: number) => void; looks: () => number }> {
  const projectDir = await temporaryDirectory()
  const path = join(projectDir, 'workers', 'api.json')
  mkdirSync(join(projectDir, 'workers'))
  const ledger = new ReportLedger(projectDir, 'api' as WorkerId, 0)
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const look = vi.spyOn(ledger, 'look')
  const signals: ReportSignal[] = []
  const file = new WatchedFile(path, ledger, signal => {
    signals.push(signal)
    vi.advanceTimersByTime(lookMs)
  })
  const hold = (count: number) => {
    const reports = Array.from({ length: count }, (_, index) => ({ seq: index + 1, at: 1, kind: 'note' }))
    writeFileSync(path, JSON.stringify({ version: 1, worker: 'api', reports }))
  }
  return { file, hold, looks: () => look.mock.calls.length }
}

test('a change is looked at at once; what changes while the file rests is one look, nine times as long after it as a look takes', async () => {
  const { file, hold, looks } = await watchedFile(4)
  hold(1)
  file.notice()
  expect(looks()).toBe(1)
  hold(2)
  for (let notices = 0; notices < 100; notices += 1) file.notice()
  vi.advanceTimersByTime(35)
  expect(looks()).toBe(1)
  vi.advanceTimersByTime(1)
  expect(looks()).toBe(2)
  vi.advanceTimersByTime(1_000)
  expect(looks()).toBe(2)
})

test('what is asked for by another way than a notice waits for no rest', async () => {
  const { file, hold, looks } = await watchedFile(100)
  hold(1)
  file.notice()
  file.look()
  file.lookIfChanged()
  expect(looks()).toBe(2)
  hold(2)
  file.lookIfChanged()
  expect(looks()).toBe(3)
})

test('a file that is let go is looked at no more', async () => {
  const { file, hold, looks } = await watchedFile(4)
  hold(1)
  file.notice()
  file.notice()
  file.close()
  vi.advanceTimersByTime(1_000)
  expect(looks()).toBe(1)
})
