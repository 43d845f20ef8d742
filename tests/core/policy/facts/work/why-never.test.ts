import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../../src/core/model/ids.ts'
import { whyNever } from '../../../../../src/core/policy/facts/work/why-never.ts'
import type { State } from '../../../../../src/core/state/types/state.ts'
import { aProvenWorker, type Change, changed } from '../../../../support/builders/a-proven-worker.ts'

function why(state: State): string | null {
  const [worker, task] = [state.workers['one'], state.tasks['more']]
  if (worker === undefined || task === undefined) throw new Error('no task')
  return whyNever(state, worker, task)
}

const spent = { of: 'worker', what: 'usd', spent: 9, limit: 10 } as never
const recheck = { because: 'base', reason: 'main moved', at: 1, errors: 0 } as const

test.each<[string | null, Change]>([
  [null, {}],
  ['one tried it before', { worker: { tried: ['more' as never] } }],
  ['one is not in the project file', { state: { project: null } }],
  ['one has used up its budget', { worker: { stopped: 'over' } }],
  ['one was stopped', { worker: { stopped: 'person' } }],
  ["one's session was closed", { worker: { stopped: 'closed' } }],
  ['one has nearly used up its budget', { worker: { budget: spent } }],
  ["the fleet's budget is nearly used up", { state: { budgetLow: spent } }],
  ["one's own task failed", { own: { state: 'failed' } }],
  ["one's own task was dropped", { own: { state: 'dropped' } }],
  ["one's own work is no longer proven", { own: { state: 'stale', recheck, rechecks: 5 } }],
  [null, { own: { state: 'stale', recheck } }],
  [
    'one made no progress with its own task',
    { own: { earlier: [{ worker: 'one' as WorkerId, how: 'stalled', left: null }], worker: 'two' as WorkerId } },
  ],
  [null, { own: { earlier: [{ worker: 'two' as WorkerId, how: 'stalled', left: null }] } }],
  ["one's own task cannot start", { own: { state: 'waiting', after: ['nobody' as never] } }],
  ["one's agent could not be kept alive", { worker: { exits: [1, 2, 3, 4] } }],
  [null, { worker: { exits: [1, 2, 3] } }],
])('the reason why a worker never gets a bonus task: %s', (reason, change) => {
  expect(why(changed(aProvenWorker(), change))).toBe(reason)
})

test('a worker without a task of its own is not in the project file', () => {
  const { one: _none, ...tasks } = aProvenWorker().state.tasks
  const state = { ...aProvenWorker().state, tasks }
  expect(why(state)).toBe('one is not in the project file')
})
