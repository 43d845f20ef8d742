import { expect, test } from 'vitest'
import { getsNoWork } from '../../../../../src/core/policy/facts/work/gets-no-work.ts'
import { meetLimit } from '../../../../support/builders/limited.ts'
import { atRest } from '../../../../support/worlds/at-rest.ts'
import { workerOf } from '../../../../support/worlds/story.ts'

test('a worker with a limited account, or with little budget left, gets no new task', () => {
  const world = atRest()
  expect(getsNoWork(world.state, workerOf(world, 'one'))).toBe(false)
  const low = { of: 'worker', what: 'usd', spent: 9, limit: 10 } as never
  expect(getsNoWork(world.state, { ...workerOf(world, 'one'), budget: low })).toBe(true)
  expect(getsNoWork({ ...world.state, budgetLow: low }, workerOf(world, 'one'))).toBe(true)
  meetLimit(world, 'one')
  expect(getsNoWork(world.state, workerOf(world, 'one'))).toBe(true)
})
