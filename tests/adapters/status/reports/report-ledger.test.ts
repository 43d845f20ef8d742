import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FAULT_SETTLES_MS, ReportLedger } from '../../../../src/adapters/status/reports/report-ledger.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

async function ledgerAfter(seq: number): Promise<{ ledger: ReportLedger; write: (text: string) => void }> {
  const projectDir = await temporaryDirectory()
  mkdirSync(join(projectDir, 'workers'))
  const write = (text: string) => writeFileSync(join(projectDir, 'workers', 'api.json'), text)
  return { ledger: new ReportLedger(projectDir, 'api' as WorkerId, seq), write }
}

function fileUpTo(last: number): string {
  const reports = Array.from({ length: last }, (_, index) => ({ seq: index + 1, at: 1, kind: 'note' }))
  return JSON.stringify({ version: 1, worker: 'api', reports })
}

test('a fault of a report file is reported only if it lasts: an editor that empties a file before it fills it causes none', async () => {
  const { ledger, write } = await ledgerAfter(0)
  write('')
  expect(ledger.look(1_000)).toEqual([])
  expect(ledger.hasFreshFault()).toBe(true)
  expect(ledger.look(1_000 + FAULT_SETTLES_MS - 1)).toEqual([])
  write(fileUpTo(1))
  expect(ledger.look(1_000 + FAULT_SETTLES_MS)).toMatchObject([{ kind: 'report', report: { seq: 1 } }])
  expect(ledger.hasFreshFault()).toBe(false)
})

test('a fault that lasts is reported once; a fault with other content starts its own time', async () => {
  const { ledger, write } = await ledgerAfter(0)
  write('{')
  ledger.look(0)
  write('[')
  expect(ledger.look(FAULT_SETTLES_MS)).toEqual([])
  expect(ledger.look(2 * FAULT_SETTLES_MS)).toMatchObject([{ kind: 'refused' }])
  expect(ledger.look(9 * FAULT_SETTLES_MS)).toEqual([])
})

test('a fault that was repaired and comes back is reported again', async () => {
  const { ledger, write } = await ledgerAfter(0)
  for (const start of [0, 10_000]) {
    write('{')
    ledger.look(start)
    expect(ledger.look(start + FAULT_SETTLES_MS)).toMatchObject([{ kind: 'refused' }])
    write(fileUpTo(1))
    ledger.look(start + 5_000)
  }
})

test('a report file that was rewritten from the start is refused, and accepted when its numbers catch up', async () => {
  const { ledger, write } = await ledgerAfter(3)
  write(fileUpTo(2))
  ledger.look(0)
  expect(ledger.look(FAULT_SETTLES_MS)).toMatchObject([{ kind: 'refused', reason: expect.stringContaining('seq 3 was taken before') }])
  write(fileUpTo(5))
  expect(ledger.look(10_000)).toMatchObject([{ report: { seq: 4 } }, { report: { seq: 5 } }])
})
