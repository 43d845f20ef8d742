import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { nextProber } from '../../../../src/core/policy/limits/next-prober.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import { accountOf, alterAgent, alterAssignment, anAccount, meetLimit, twoAccounts } from '../../../support/builders/limited.ts'
import { aStory, begin, exit, report, say, verdict, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const next = (world: World) => nextProber(world.state, accountOf(world))?.id ?? null

test('a worker with an interrupted turn probes first', () => {
  const world = twoAccounts()
  meetLimit(world, 'two')
  expect(next(world)).toBe('two')
})

test('a worker whose agent has ended probes after workers with living agents', () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  meetLimit(world, 'two')
  exit(world, 'one')
  expect(next(world)).toBe('two')
})

test('a worker whose agent is not ready yet probes after workers with ready agents', () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  alterAgent(world, 'one', { readyAt: null })
  expect(next(world)).toBe('two')
})

test('a worker that must be started probes last, and only if there is no other', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'two')
  expect(nextProber(world.state, anAccount())?.id).toBe('two')
  say(world, { kind: 'person.stop', worker: 'two' as WorkerId })
  expect(nextProber(world.state, anAccount())?.id).toBe('one')
})

test('an account without workers is not probed', () => {
  expect(nextProber(twoAccounts().state, anAccount({ name: 'unused' }))).toBeNull()
})

test.each(['claimed', 'verifying'] as const)('a worker whose work is %s does not probe', state => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  alterAssignment(world, 'one', { state })
  expect(next(world)).toBe('two')
  alterAssignment(world, 'two', { state })
  alterAssignment(world, 'three', { state })
  expect(next(world)).toBeNull()
})

test('if only a bonus task is left, a free worker probes that may take it', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more')] })
  begin(world, 'one')
  begin(world, 'two')
  meetLimit(world, 'two')
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  say(world, { kind: 'person.stop', worker: 'two' as WorkerId })
  expect(next(world)).toBe('one')
  const one = { ...workerOf(world, 'one'), tried: ['more' as TaskId] }
  expect(nextProber({ ...world.state, workers: { ...world.state.workers, one } }, accountOf(world))).toBeNull()
})
