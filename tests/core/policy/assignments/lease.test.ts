import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { leaseOf } from '../../../../src/core/policy/assignments/lease.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import { order } from '../../../support/worlds/order.ts'
import {
  about,
  act,
  agentOf,
  aStory,
  assignmentOf,
  begin,
  exit,
  getReady,
  pass,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, restartCzar, type World } from '../../../support/worlds/world.ts'

const MINUTE = 60_000
const one = 'one' as WorkerId

/** Worker one works on a bonus task, worker two is free, and a third worker does its own task. */
function lent(): World {
  const prefers = { workers: [one], roles: [] }
  const bonus = [aBonus('more', { prefers, after: ['one' as TaskId, 'two' as TaskId] }), aBonus('later', { after: ['three' as TaskId] })]
  const world = aStory({ workers: [aWorker('one', { account: 'other' }), aWorker('two'), aWorker('three')], bonus })
  for (const id of ['one', 'two', 'three']) begin(world, id)
  for (const id of ['one', 'two']) {
    report(world, id, 'done')
    turn(world, id, 'idle')
  }
  for (const id of ['one', 'two']) verdict(world, id, 'verified')
  act(world, 'deliver', 'one')
  return world
}

const lease = (world: World) => leaseOf(world.state, workerOf(world, 'one'))
const returned = (world: World) => told(world, 'assignment.returned')

test("a bonus task's lease has its worker, the number of the attempt, and its end", () => {
  const world = lent()
  expect(lease(world)).toEqual({ owner: 'one', epoch: 1, expiresAt: world.now + 30 * MINUTE })
  expect(leaseOf(world.state, workerOf(world, 'two')), 'who has none').toBeNull()
  expect(leaseOf(world.state, workerOf(world, 'three')), 'an own task is nobody else’s').toBeNull()
})

test('without a project there is no lease, and a lease of a task that no longer exists does not end', () => {
  const { state } = lent()
  const [holder] = Object.values(state.workers)
  if (holder === undefined) throw new Error('no worker')
  expect(leaseOf({ ...state, project: null }, holder)).toBeNull()
  expect(leaseOf({ ...state, tasks: {} }, holder)).toMatchObject({ epoch: 0 })
})

test('an agent that ended while it waited for a person, or is gone, does not suspend the lease', () => {
  const world = lent()
  const holder = workerOf(world, 'one')
  const { at } = assignmentOf(world, 'one')
  const exit = { at: at + MINUTE, how: 'exited', status: 1, signal: null, lastScreen: '' } as const
  const gone = { ...agentOf(world, 'one'), turn: 'waiting', noveltyAt: 0, exit } as const
  expect(leaseOf(world.state, { ...holder, agent: gone })?.expiresAt).toBe(at + 31 * MINUTE)
  expect(leaseOf(world.state, { ...holder, agent: null })?.expiresAt).toBe(at + 30 * MINUTE)
})

test('an unanswered dialog suspends the lease', () => {
  const world = lent()
  const dialog = { text: 'Trust this folder?', keys: null, asks: null, at: world.now, seen: 1, answeredAt: null }
  const holder = workerOf(world, 'one')
  expect(leaseOf(world.state, { ...holder, agent: { ...agentOf(world, 'one'), dialog } })?.expiresAt).toBeNull()
  const answered = { ...agentOf(world, 'one'), dialog: { ...dialog, answeredAt: world.now } }
  expect(leaseOf(world.state, { ...holder, agent: answered })?.expiresAt).toBe(world.now + 30 * MINUTE)
})

test.each<[string, (world: World) => void]>([
  ['output', world => say(world, { kind: 'agent.novelty', ...about(world, 'one') })],
  ['a report', world => report(world, 'one', 'progress')],
  ['a commit', world => say(world, observed(workerOf(world, 'one'), 'newer'))],
  ['an end of its turn', world => turn(world, 'one', 'idle')],
])('%s renews the lease', (_what, happens) => {
  const world = lent()
  pass(world, 20 * MINUTE)
  happens(world)
  expect(lease(world)?.expiresAt).toBe(world.now + 30 * MINUTE)
  pass(world, 29 * MINUTE)
  expect(returned(world)).toEqual([])
})

test('when a lease ends, the next worker gets the task, and its brief names the work of the first', () => {
  const world = lent()
  say(world, observed(workerOf(world, 'one'), 'half-done'))
  pass(world, 30 * MINUTE)
  expect(returned(world)).toMatchObject([
    {
      worker: 'one',
      assignment: 'more.1',
      how: 'silent',
      left: { branch: 'feat/more', commit: 'half-done' },
      reason: 'one gave no sign of life for 30 min: its lease of more ran out; its work is on feat/more up to half-don',
    },
  ])
  expect(world.state.tasks['more']).toMatchObject({ state: 'assigned', worker: 'two', assignment: 'more.2', given: 2 })
  expect(world.state.tasks['more']?.earlier).toEqual([{ worker: 'one', how: 'silent', left: { branch: 'feat/more', commit: 'half-done' } }])
})

test('the agent whose lease ended through silence is ended, and does not get the task again', () => {
  const world = lent()
  pass(world, 30 * MINUTE)
  act(world, 'end_agent', 'one')
  say(world, { kind: 'person.stop', worker: 'two' as WorkerId })
  pass(world, 60 * MINUTE)
  expect(world.state.tasks['more']).toMatchObject({ state: 'waiting', worker: null })
  expect(workerOf(world, 'one').tried).toEqual(['more'])
})

test('a late report about an ended lease is void', () => {
  const world = lent()
  pass(world, 30 * MINUTE)
  report(world, 'one', 'done', { assignment: 'more.1' })
  say(world, { kind: 'assignment.failed', worker: one, assignment: 'more.1' as never, reason: 'late' })
  expect(world.state.tasks['more']).toMatchObject({ state: 'assigned', worker: 'two', assignment: 'more.2' })
  expect(assignmentOf(world, 'two').state).toBe('assigned')
})

test.each<[string, (world: World) => void]>([
  ['its claim waits to be checked', world => report(world, 'one', 'done')],
  [
    'its claim is being checked',
    world => {
      report(world, 'one', 'done')
      say(world, { kind: 'verification.started', worker: one, assignment: 'more.1' as never, commit: 'x' as never })
    },
  ],
  ['its question is open', world => report(world, 'one', 'blocked', { text: 'Which port?' })],
  ['its agent waits for a permission', world => turn(world, 'one', 'waiting')],
  ['a person keeps the czar’s hands off it', world => order(world, { verb: 'pause', worker: 'one' })],
])('while %s, the lease is suspended', (_why, happens) => {
  const world = lent()
  happens(world)
  expect(lease(world)).toMatchObject({ epoch: 1, expiresAt: null })
  pass(world, 600 * MINUTE)
  expect(returned(world)).toEqual([])
})

test('time in which no czar ran does not count as silence', () => {
  const world = lent()
  world.now += 600 * MINUTE
  restartCzar(world)
  expect(returned(world)).toEqual([])
  pass(world, 30 * MINUTE)
  expect(returned(world)).toHaveLength(1)
})

test('a task stays with its worker if no other worker may take it', () => {
  const world = lent()
  say(world, { kind: 'person.stop', worker: 'two' as WorkerId }, { kind: 'person.stop', worker: 'three' as WorkerId })
  pass(world, 600 * MINUTE)
  expect(returned(world)).toEqual([])
  expect(workerOf(world, 'one').assignment).toBe('more.1')
})

test('a worker with a limited account loses its lease like any other, and may get the task again', () => {
  const world = lent()
  const limit = { limit: 'quota', text: 'used up', said: world.now, strength: 'exact', evidence: 'hook' } as const
  say(world, { kind: 'agent.limited', ...about(world, 'one'), account: 'other', resetAt: world.now + 600 * MINUTE, ...limit })
  pass(world, 30 * MINUTE)
  expect(returned(world)).toMatchObject([{ how: 'parked', reason: expect.stringContaining('while its account was limited') }])
  expect(world.state.tasks['more']).toMatchObject({ worker: 'two', assignment: 'more.2' })
  expect(workerOf(world, 'one')).toMatchObject({ tried: [], replace: null, assignment: null })
})

test('a task stays with a worker whose account is limited while all other workers wait for the same limit', () => {
  const world = lent()
  const limit = { limit: 'quota', text: 'used up', said: world.now, strength: 'exact', evidence: 'hook' } as const
  const resetAt = world.now + 600 * MINUTE
  say(world, { kind: 'agent.limited', ...about(world, 'one'), account: 'other', resetAt, ...limit })
  say(world, { kind: 'agent.limited', ...about(world, 'two'), account: 'scripted', resetAt, ...limit })
  pass(world, 60 * MINUTE)
  expect(returned(world)).toEqual([])
  say(world, { kind: 'account.released', account: 'scripted', worker: 'two' as WorkerId, reason: 'it answers' })
  pass(world, 1)
  expect(returned(world)).toMatchObject([{ how: 'parked' }])
  expect(world.state.tasks['more']).toMatchObject({ assignment: 'more.2' })
})

test('a worker whose agent cannot be kept alive gives its bonus task back at once, and another worker gets the task', () => {
  const world = lent()
  for (let crash = 0; crash < 4; crash++) {
    exit(world, 'one')
    pass(world, 5 * MINUTE)
    if (crash === 3) break
    act(world, 'start_agent', 'one')
    getReady(world, 'one')
  }
  expect(returned(world)).toMatchObject([{ how: 'crashed', reason: expect.stringContaining('its agent ended 4 times') }])
  expect(world.state.tasks['more']).toMatchObject({ state: 'assigned', worker: 'two' })
})

test('a task has failed when the claims of two workers were rejected as often as the policy allows', () => {
  const world = lent()
  const reject = (id: string) => {
    for (let claim = 0; claim < 3; claim++) {
      report(world, id, 'done')
      verdict(world, id, 'rejected', ['tests fail'])
    }
  }
  reject('one')
  expect(returned(world)).toMatchObject([{ how: 'rejected' }])
  act(world, 'deliver', 'two')
  reject('two')
  expect(world.state.tasks['more']).toMatchObject({ state: 'failed', failure: 'rejected 3 times, last: tests fail' })
})

test('a worker that refuses a bonus task is not asked again, its reason is kept, and it gets other work', () => {
  const world = lent()
  report(world, 'one', 'refuse', { assignment: 'more.1', text: 'it is a bench for\u001b[31m Windows' })
  expect(returned(world)).toMatchObject([{ worker: 'one', how: 'refused' }])
  expect(returned(world)[0]?.reason).toContain('one refuses more: it is a bench for')
  expect(world.state.tasks['more']).toMatchObject({ worker: 'two', assignment: 'more.2' })
  expect(workerOf(world, 'one')).toMatchObject({ tried: ['more'], question: null, replace: null })
})

test('a worker that refuses its own task keeps it, and a person is asked', () => {
  const world = lent()
  report(world, 'three', 'refuse', { text: 'it is dangerous' })
  expect(workerOf(world, 'three')).toMatchObject({ assignment: 'three.1', question: { text: 'it refuses the task: it is dangerous' } })
})
