import { expect, test } from 'vitest'
import type { TrainView } from '../../../src/core/views/train.ts'
import { header } from '../../../src/ui/dashboard/header.ts'
import { emptyModel } from '../../../src/ui/dashboard/model.ts'
import { aView } from '../../support/builders/a-view.ts'

const NOW = Date.parse('2026-11-20T23:00:00.000Z')
const member = (task: string) => ({ task, commit: 'a'.repeat(40) })
const aside: TrainView['aside'][number] = { ...member('cli'), because: 'conflict', files: [], beside: [], text: '', log: null }

const empty: TrainView = {
  branch: 'omnibus/gateway',
  base: 'b'.repeat(40),
  tip: null,
  state: 'resting',
  problem: null,
  tested: [],
  merged: [],
  aside: [],
  landed: [],
}

test.each<{ name: string; train: TrainView; says: string }>([
  { name: 'nothing yet', train: empty, says: '' },
  { name: 'tested and landed work', train: { ...empty, tested: [member('api')], landed: ['models'] }, says: ', 2 together' },
  { name: 'work that did not fit', train: { ...empty, tested: [member('api')], aside: [aside] }, says: ', 1 together, 1 set aside' },
  {
    name: 'work that waits',
    train: { ...empty, tested: [member('api')], waiting: [{ ...member('cli'), for: ['web'] }] },
    says: ', 1 together, 1 not merged',
  },
  { name: 'a train that stopped', train: { ...empty, state: 'stopped', problem: 'why' }, says: ', merging stopped' },
])("the header's second row shows $name", ({ train, says }) => {
  const model = { ...emptyModel('gateway', { columns: 120, rows: 24 }, NOW), view: aView({ train }) }
  const text = (header(model)[1] ?? []).map(segment => segment.text).join('')
  expect(text).toContain(` verified${says}  `)
})

test('the second row shows the expected end of the fleet if a czar runs and the row has room', () => {
  process.env['TZ'] = 'UTC'
  const estimate = { at: '2026-11-20T23:40:00.000Z', from: '2026-11-20T22:30:00.000Z', to: '2026-11-21T00:30:00.000Z', based_on: 9 }
  const rowAt = (columns: number, state: 'live' | 'over') => {
    const model = { ...emptyModel('gateway', { columns, rows: 24 }, NOW), view: aView({ estimate }), connection: { state } as never }
    return (header(model)[1] ?? []).map(segment => segment.text).join('')
  }
  // An expected end in the past is shown as now, because the fleet is not finished.
  expect(rowAt(120, 'live')).toMatch(/, through at 23:40 \(23:00 to 2026-11-21 00:30\)$/)
  expect(rowAt(60, 'live')).not.toContain('through')
  expect(rowAt(60, 'live')).toContain('1 working')
  expect(rowAt(120, 'over')).not.toContain('through')
})
