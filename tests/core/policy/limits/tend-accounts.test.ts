import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { emptyState } from '../../../../src/core/state/empty.ts'
import { isParked } from '../../../../src/core/state/facts/is-parked.ts'
import { fold } from '../../../../src/core/state/fold.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import { HOUR_MS, meetLimit, twoAccounts, useTokens } from '../../../support/builders/limited.ts'
import {
  about,
  act,
  aStory,
  asked,
  attention,
  begin,
  exit,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import { restartCzar, type World } from '../../../support/worlds/world.ts'

const parked = (world: World) =>
  Object.values(world.state.workers)
    .filter(worker => isParked(world.state, worker))
    .map(({ id }) => id)
const probes = (world: World) => told(world, 'account.probed').map(({ worker }) => worker)

test.each([
  ['that is over', { resetAt: 2 * HOUR_MS }],
  ['of which nobody said when it is over', { resetAt: null }],
])('a limit %s, which an agent met hours before czar could read it, does not start a new wait', (_, { resetAt }) => {
  const world = twoAccounts()
  const said = world.now
  pass(world, 3 * HOUR_MS)
  meetLimit(world, 'one', { resetAt, said })
  expect(probes(world)).toEqual(['one'])
  // The worker's latest try counts more than the time that it names, because its clock may be hours behind.
  meetLimit(world, 'one', { resetAt, said })
  pass(world, HOUR_MS / 4)
  expect(probes(world)).toEqual(['one'])
  pass(world, HOUR_MS / 4)
  expect(probes(world)).toEqual(['one', 'one'])
})

test('fault 28: a limit parks the account until it resets, uses up no restart, and lets the workers continue one by one', () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  meetLimit(world, 'two')
  expect(parked(world)).toEqual(['one', 'two', 'three'])
  expect(workerOf(world, 'one').health).toMatchObject({
    health: 'limited',
    reason: 'waits for a used-up quota of account scripted until 1970-01-01 01:16 UTC',
  })
  exit(world, 'two')
  pass(world, HOUR_MS / 2)
  restartCzar(world)
  expect(parked(world)).toEqual(['one', 'two', 'three'])
  expect([queue(world, 'one'), queue(world, 'three'), asked(world)]).toEqual([[], [], []])
  expect(attention(world)).toEqual([])
  expect(workerOf(world, 'two').exits).toEqual([])
  report(world, 'other', 'progress')
  pass(world, HOUR_MS / 2 + 10_000)
  expect([probes(world), queue(world, 'one'), asked(world)]).toEqual([['one'], ['go_on'], ['deliver:one', 'look_at_children:other']])
  act(world, 'look_at_children', 'other')
  act(world, 'deliver', 'one')
  pass(world, 1)
  useTokens(world, 'one')
  expect(parked(world)).toEqual(['two', 'three'])
  expect(asked(world)).toEqual([])
  pass(world, 5_000)
  expect([parked(world), asked(world)]).toEqual([['three'], ['start_agent:two']])
  pass(world, 5_000)
  expect(parked(world)).toEqual([])
  // This worker was never interrupted by the limit, so it gets no text.
  expect(queue(world, 'three')).toEqual([])
})

test('a turn that waits for the limit by itself gets no text, and its new output releases the account', () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  turn(world, 'one', 'busy')
  pass(world, HOUR_MS + 10_000)
  expect([probes(world), queue(world, 'one')]).toEqual([['one'], []])
  pass(world, 1)
  useTokens(world, 'one')
  expect(told(world, 'account.released')).toHaveLength(1)
})

test('workers of another account are not affected by a limit', () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  turn(world, 'other', 'idle')
  pass(world, 60_000)
  expect(queue(world, 'other')).toEqual(['nudge'])
  expect(workerOf(world, 'other').health.health).not.toBe('limited')
})

test('a parked worker gets no task, is never started, and takes no seat from other workers', () => {
  const world = aStory({
    concurrency: 2,
    workers: [aWorker('one'), aWorker('two'), aWorker('three', { account: 'another' })],
    bonus: [aBonus('more')],
  })
  begin(world, 'one')
  meetLimit(world, 'one')
  act(world, 'prepare_worktree', 'two')
  pass(world, 60_000)
  expect(asked(world)).not.toContain('start_agent:two')
  expect(asked(world)).toContain('prepare_worktree:three')
})

test('a bonus task that fits a parked worker best goes to a worker of another account', () => {
  const prefers = { workers: ['one' as WorkerId], roles: [] }
  const workers = [aWorker('one'), aWorker('two', { account: 'another' })]
  const world = aStory({ workers, bonus: [aBonus('more', { prefers })] })
  for (const id of ['one', 'two']) begin(world, id)
  report(world, 'one', 'done')
  meetLimit(world, 'one')
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['more']?.state).toBe('waiting')
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  turn(world, 'two', 'idle')
  expect(world.state.tasks['more']).toMatchObject({ state: 'assigned', worker: 'two' })
})

test('a verified and parked worker gets no bonus task before the limit is over', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more')] })
  begin(world, 'one')
  begin(world, 'two')
  report(world, 'one', 'done')
  meetLimit(world, 'two')
  verdict(world, 'one', 'verified')
  turn(world, 'one', 'idle')
  pass(world, 60_000)
  const isGiven = () => told(world, 'assignment.created').some(({ task }) => task === ('more' as TaskId))
  expect(isGiven()).toBe(false)
  pass(world, HOUR_MS)
  act(world, 'deliver', 'two')
  pass(world, 1)
  useTokens(world, 'two')
  expect(isGiven()).toBe(true)
})

test('a claim is checked although its account is limited', () => {
  const world = twoAccounts()
  report(world, 'one', 'done')
  meetLimit(world, 'one')
  expect(asked(world)).toContain('verify:one')
  expect(workerOf(world, 'one').health.health).toBe('working')
})

test('a probe that meets the limit again waits for the newly named reset', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: world.now + 60_000 })
  pass(world, 70_000)
  act(world, 'deliver', 'one')
  meetLimit(world, 'one', { resetAt: world.now + HOUR_MS })
  pass(world, HOUR_MS - 1_000)
  expect(probes(world)).toHaveLength(1)
  pass(world, 12_000)
  expect(probes(world)).toHaveLength(2)
})

test.each([
  ['rate', [60, 120, 240, 480, 960, 1_800, 1_800]],
  ['quota', [900, 1_800, 3_600, 7_200, 7_200]],
  ['overload', [20, 40, 80, 160, 300, 300]],
] as const)('a limit of kind %s without a known end is probed after growing waits, up to a maximum', (limit, waits) => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: null, limit })
  for (const [count, seconds] of waits.entries()) {
    pass(world, seconds * 1_000 - 1)
    expect(probes(world)).toHaveLength(count)
    pass(world, 1)
    expect(probes(world)).toHaveLength(count + 1)
    act(world, 'deliver', 'one')
    meetLimit(world, 'one', { resetAt: null, limit })
  }
})

test('after eight failed probes a person is told once, and the probes continue', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: null, limit: 'overload' })
  for (let count = 0; count < 10; count++) {
    pass(world, 300_000)
    act(world, 'deliver', 'one')
    meetLimit(world, 'one', { resetAt: null, limit: 'overload' })
    expect(attention(world).includes('limited:scripted'), `after ${count + 1}`).toBe(count >= 7)
  }
  expect(told(world, 'attention.raised').filter(({ key }) => key === 'limited:scripted')).toHaveLength(1)
})

test('a limit that was read only from a screen is probed earlier than its reset', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: world.now + 5 * HOUR_MS, strength: 'inferred' })
  pass(world, 900_000)
  expect(probes(world)).toEqual(['one'])
})

test('a probe without any result is taken over by another worker', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: null, limit: 'rate' })
  pass(world, 60_000)
  pass(world, 300_000)
  expect(probes(world)).toEqual(['one', 'two'])
  expect(parked(world)).toEqual(['one', 'three'])
})

test('a turn that ends by itself shows, a moment later, that the limit is over', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: null, limit: 'rate' })
  pass(world, 60_000)
  act(world, 'deliver', 'one')
  pass(world, 10_000)
  turn(world, 'one', 'idle')
  expect(told(world, 'account.released')).toEqual([])
  pass(world, 5_000)
  expect(told(world, 'account.released')).toHaveLength(1)
})

test("a person's message to a parked worker makes it probe at once", () => {
  const world = twoAccounts()
  meetLimit(world, 'two')
  say(world, { kind: 'person.nudged', worker: 'two' as WorkerId })
  expect(parked(world)).toEqual(['one', 'three'])
  useTokens(world, 'two')
  pass(world, 1)
  useTokens(world, 'two')
  expect(told(world, 'account.released')).toMatchObject([{ worker: 'two' }])
})

test("an agent's exit at a limit is not counted, whether the exit or the limit is reported first", () => {
  const world = twoAccounts()
  exit(world, 'one')
  expect(workerOf(world, 'one').exits).toHaveLength(1)
  const account = 'scripted'
  const reading = { limit: 'quota', text: 'limit', said: world.now, strength: 'exact', evidence: 'hook' } as const
  say(world, { kind: 'agent.limited', ...about(world, 'one'), account, resetAt: null, ...reading })
  expect(workerOf(world, 'one').exits).toEqual([])
})

test('if all workers that could probe are stopped, the account waits for one that may', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: null, limit: 'rate' })
  for (const id of ['one', 'two', 'three']) say(world, { kind: 'person.stop', worker: id as WorkerId })
  pass(world, HOUR_MS)
  expect(probes(world)).toEqual([])
})

test('a limit that returns soon after its release continues with its growing waits', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { resetAt: null, limit: 'rate' })
  pass(world, 60_000)
  act(world, 'deliver', 'one')
  pass(world, 1)
  useTokens(world, 'one')
  meetLimit(world, 'one', { resetAt: null, limit: 'rate' })
  pass(world, 119_999)
  expect(probes(world)).toHaveLength(1)
  pass(world, 1)
  expect(probes(world)).toHaveLength(2)
})

test("the account's whole state is in the journal: folding it again gives the same state", () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  pass(world, HOUR_MS + 10_000)
  expect(world.history.reduce(fold, emptyState).accounts).toEqual(world.state.accounts)
})

function leaveScreen(world: World, id: string): void {
  say(world, { kind: 'agent.limit_gone', ...about(world, id), account: workerOf(world, id).config.account })
}

test('a limit read from screens is over when it has vanished from all of them, and a worker that continues by itself gets no text', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { strength: 'inferred' })
  meetLimit(world, 'two', { strength: 'inferred' })
  leaveScreen(world, 'one')
  expect(parked(world)).toEqual(['one', 'two', 'three'])
  leaveScreen(world, 'two')
  expect(told(world, 'account.released')).toHaveLength(1)
  for (let seat = 0; seat < 3; seat++) pass(world, 5_000)
  expect(parked(world)).toEqual([])
  expect(told(world, 'message.queued').filter(({ messageKind }) => messageKind === 'go_on')).toEqual([])
})

test("a limit from an exact signal is not ended by a screen, nor by the screen's change", () => {
  const world = twoAccounts()
  const resetAt = world.now + 2 * HOUR_MS
  meetLimit(world, 'one', { resetAt })
  meetLimit(world, 'two', { strength: 'inferred', limit: 'rate', resetAt: null })
  expect(world.state.accounts['scripted']).toMatchObject({ limit: 'quota', strength: 'exact', resetAt, cutOff: ['one', 'two'] })
  leaveScreen(world, 'two')
  pass(world, HOUR_MS)
  expect(parked(world)).toEqual(['one', 'two', 'three'])
})

test('a worker whose limit dialog was answered is told to continue, because the program reported an interrupted turn', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { strength: 'inferred' })
  meetLimit(world, 'one')
  leaveScreen(world, 'one')
  pass(world, HOUR_MS + 10_000)
  expect([probes(world), queue(world, 'one')]).toEqual([['one'], ['go_on']])
})

test("a limit's text that the probe itself pushed off the screen is no evidence at once, and after a minute of silence it is", () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { strength: 'inferred', limit: 'rate', resetAt: null })
  pass(world, 60_000)
  expect(probes(world)).toEqual(['one'])
  leaveScreen(world, 'one')
  pass(world, 59_000)
  expect(told(world, 'account.released')).toEqual([])
  pass(world, 1_000)
  expect(told(world, 'account.released')).toMatchObject([{ reason: 'its screen no longer shows a limit' }])
})

test('a withdrawal by an earlier agent of the worker does not count', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { strength: 'inferred' })
  say(world, { kind: 'agent.limit_gone', ...about(world, 'one'), incarnation: 0, account: 'scripted' })
  expect(told(world, 'account.released')).toEqual([])
})
