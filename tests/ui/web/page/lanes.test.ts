import { expect, test } from 'vitest'
import { type Lane, lanesOf } from '../../../../src/ui/web/page/model/lanes.ts'
import { layoutGraph } from '../../../../src/ui/web/page/model/layout-graph.ts'
import { pathOf, readRoute } from '../../../../src/ui/web/page/model/route.ts'
import { aTaskView, aView, aWorkerView } from '../../../support/builders/a-view.ts'

const at = (state: 'acknowledged' | 'verifying' | 'verified', task = 'api') =>
  ({ id: `${task}.1`, task, kind: 'primary', state, acknowledged: null, attempts: 0 }) as const

function idsIn(view: ReturnType<typeof aView>): Partial<Record<Lane, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(lanesOf(view)).flatMap(([lane, cards]) => (cards.length === 0 ? [] : [[lane, cards.map(({ id }) => id)]])),
  )
}

test('each worker is in one lane, chosen by what it waits for', () => {
  const workers = {
    asks: aWorkerView({ attention: 'which port?' }),
    writes: aWorkerView(),
    checked: aWorkerView({ assignment: at('verifying') }),
    ready: aWorkerView({ health: 'done', assignment: null }),
    idle: aWorkerView({ health: 'waiting', assignment: null }),
  }
  const tasks = [aTaskView('ready', { state: 'verified', worker: 'ready' })]
  expect(idsIn(aView({ workers, tasks }))).toEqual({
    Working: ['writes', 'idle'],
    'Needs you': ['asks'],
    'In review': ['checked'],
    Proven: ['ready'],
  })
})

test('proven tasks of a worker that has a new task have cards of their own, and landed tasks are in the last lane', () => {
  const workers = { api: aWorkerView({ assignment: at('acknowledged', 'third') }) }
  const tasks = ['first', 'second'].map(id => aTaskView(id, { state: 'verified', worker: 'api' }))
  const train = {
    branch: 'omnibus/x',
    base: 'b',
    tip: null,
    state: 'resting',
    problem: null,
    tested: [],
    merged: [],
    aside: [],
    landed: ['first'],
  } as const
  expect(idsIn(aView({ workers, tasks, train: { ...train, tested: [], merged: [], aside: [], landed: ['first'] } }))).toEqual({
    Working: ['api'],
    Proven: ['second'],
    Landed: ['first'],
  })
})

test('a task stands to the right of all its dependencies, and a circle or an unknown name does no harm', () => {
  const nodes = [
    { id: 'c', after: ['a', 'b'] },
    { id: 'b', after: ['a'] },
    { id: 'a', after: ['nobody'] },
    { id: 'x', after: ['y'] },
    { id: 'y', after: ['x'] },
  ]
  const columns = Object.fromEntries(layoutGraph(nodes).map(({ node, column }) => [node.id, column]))
  expect(columns).toMatchObject({ a: 0, b: 1, c: 2 })
  expect(Object.values(columns).every(column => column >= 0)).toBe(true)
})

test.each([
  ['/', { page: 'projects' }],
  ['/p/gateway', { page: 'fleet', project: 'gateway' }],
  ['/p/gateway/', { page: 'fleet', project: 'gateway' }],
  ['/p/gateway/train', { page: 'train', project: 'gateway' }],
  ['/p/gateway/worker/a%2Fb', { page: 'worker', project: 'gateway', worker: 'a/b' }],
  ['/p/gateway/worker/api/diff', { page: 'diff', project: 'gateway', worker: 'api' }],
  ['/p/gateway/worker', { page: 'nowhere' }],
  ['/p/gateway/train/x', { page: 'nowhere' }],
  ['/elsewhere', { page: 'nowhere' }],
  ['/p/%E0%A4%A', { page: 'fleet', project: '%E0%A4%A' }],
])('the address %s shows its page', (path, route) => {
  expect(readRoute(path)).toEqual(route)
})

test('an address that was built for a name is read as the same name', () => {
  for (const worker of ['api', 'a b', 'ü', 'a/b', '%', '..'])
    expect(readRoute(pathOf('gateway', 'worker', worker, 'diff'))).toEqual({ page: 'diff', project: 'gateway', worker })
})
