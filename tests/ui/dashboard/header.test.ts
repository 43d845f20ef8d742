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
  { name: 'a train that stopped', train: { ...empty, state: 'stopped', problem: 'why' }, says: ', merging stopped' },
])("the header's second row shows $name", ({ train, says }) => {
  const model = { ...emptyModel('gateway', { columns: 120, rows: 24 }, NOW), view: aView({ train }) }
  const text = (header(model)[1] ?? []).map(segment => segment.text).join('')
  expect(text).toContain(` verified${says}  `)
})
