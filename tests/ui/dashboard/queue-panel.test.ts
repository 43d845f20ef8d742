import { expect, test } from 'vitest'
import { queuePanel } from '../../../src/ui/dashboard/panels/queue-panel.ts'
import { aTaskView, aView, aWorkerView } from '../../support/builders/a-view.ts'
import { aModel, NOW } from '../support/a-model.ts'

const lease = { worker: 'docs', epoch: 2, expires_at: new Date(NOW + 12 * 60_000).toISOString() }
const tasks = [
  aTaskView('bench', { kind: 'bonus', state: 'assigned', worker: 'docs', lease }),
  aTaskView('held', { kind: 'bonus', state: 'assigned', worker: 'web', lease: { ...lease, worker: 'web', expires_at: null } }),
  aTaskView('api', { worker: 'api' }),
]
const rowsOf = (over: Parameters<typeof aModel>[1] = {}) =>
  queuePanel({ ...aModel({}, over), view: aView({ tasks }) }, { columns: 120, rows: 20 }).map(row =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  )

test('the queue panel shows which worker has each bonus task, and the time until a silent worker loses it', () => {
  expect(rowsOf()).toEqual([
    expect.stringMatching(/^\+bench +assigned +by docs lease 12m left$/),
    expect.stringMatching(/^\+held +assigned +by web lease stands still$/),
    expect.stringMatching(/^api +assigned +by api$/),
  ])
})

test("a branch is named if it is not the one of a worker's own task", () => {
  const [bonus, own] = [aTaskView('bench', { kind: 'bonus', branch: 'feat/bench' }), aTaskView('api', { branch: 'feat/api' })]
  const view = aView({ tasks: [bonus, own], workers: { api: aWorkerView({ branch: 'feat/api' }) } })
  const rows = queuePanel({ ...aModel({}), view }, { columns: 120, rows: 20 }).map(row => row.map(({ text }) => text).join(''))
  expect(rows.filter(row => row.includes('on feat/'))).toEqual([expect.stringContaining('on feat/bench')])
})

test("without a czar no lease's time is shown", () => {
  expect(rowsOf({ connection: { state: 'over' } })[0]).toMatch(/by docs lease stands still$/)
})
