import { expect, test } from 'vitest'
import { renderQueue } from '../../src/cli/output/queue.ts'
import { aTaskView, aView } from '../support/builders/a-view.ts'
import { aStateDir } from './support/a-state-dir.ts'
import { czar } from './support/run-in-process.ts'

const bonus = { kind: 'bonus', state: 'waiting', worker: null } as const
const queue = [
  aTaskView('done', { ...bonus, state: 'verified', worker: 'api' }),
  aTaskView('later', { ...bonus, after: ['api', 'docs'] }),
  aTaskView('soon', { ...bonus, priority: 2, reserved_for: 'docs' }),
  aTaskView('bench', {
    ...bonus,
    state: 'assigned',
    worker: 'docs',
    lease: { worker: 'docs', epoch: 2, expires_at: '2026-11-20T22:59:00.000Z' },
    earlier: [{ worker: 'api', how: 'silent', branch: 'feat/api', commit: null }],
  }),
]

test('the queue shows which worker has or had each task, that no lease runs without a czar, and the waiting tasks in order', async () => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView({ queue }) })
  const { stdout, code } = await czar(['queue'], { env: { ...state.env, TZ: 'UTC' } })
  const rows = stdout.trimEnd().split('\n')
  expect(rows[1]).toMatch(/^bench +assigned +docs +stands still +api silent$/)
  expect(rows[2]).toMatch(/^soon +waiting +2 +for docs$/)
  expect(rows[3]).toMatch(/^later +waiting +api, docs$/)
  expect(rows[4]).toMatch(/^done +verified +api$/)
  expect(code).toBe(0)
})

test('the queue shows the time left of each lease, also of a suspended lease', () => {
  const now = Date.parse('2026-11-20T22:29:00.000Z')
  const held = aTaskView('held', { ...bonus, state: 'assigned', worker: 'api', lease: { worker: 'api', epoch: 1, expires_at: null } })
  const shown = renderQueue(aView({ queue: [...queue, held] }), { now, width: null, paint: (_colour, text) => text })
  const rows = shown.trimEnd().split('\n')
  expect(rows[0]).toMatch(/^TASK +STATE +PRIORITY +WORKER +LEASE +AFTER +BEFORE$/)
  expect(rows[1]).toMatch(/^bench +assigned +docs +30m left +api silent$/)
  expect(rows[2]).toMatch(/^held +assigned +api +stands still$/)
})

test("czar queue --json prints the view's queue, also without a running czar", async () => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView({ queue }) })
  const { stdout } = await czar(['queue', '--json'], { env: state.env })
  expect(JSON.parse(stdout)).toEqual({ version: 1, project: 'gateway', queue })
})

test('an empty queue is printed as empty', async () => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView() })
  expect((await czar(['queue', 'list'], { env: state.env })).stdout).toBe('no bonus task is in the queue\n')
})

test.each([
  [['queue', 'add', 'nowhere.md'], 'nothing is added: task file "nowhere.md" does not exist'],
  [['queue', 'add', '-'], 'nothing is added: the task is empty; describe the work'],
  [['queue', 'add', '-', '--priority', 'high'], 'it must be a whole number: -1000 to 1000'],
  [['queue', 'add', '-', '--owns', ''], 'nothing is added: --owns has an empty value; leave the flag out, or give it a value'],
])('the command "czar %s" is refused as wrong use', async (line, message) => {
  const state = await aStateDir()
  await state.project('gateway', { view: aView() })
  const { code, stderr } = await czar(line, { env: state.env, stdin: ' \n' })
  expect(stderr).toContain(message)
  expect(code).toBe(2)
})
