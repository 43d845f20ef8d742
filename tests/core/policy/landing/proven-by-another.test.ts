import { expect, test } from 'vitest'
import { isBoarding, isLanded } from '../../../../src/core/landing/boarding.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { viewTrain } from '../../../../src/core/policy/landing/view-train.ts'
import { aTrain, membersOf, prove, rest, setTask, type TrainWorld } from '../../landing/a-train.ts'

/** Task two is proven by the work of task one, and task page depends on task two. */
function aSprint(by: 'one' | null): TrainWorld {
  const world = aTrain({ one: [], two: [], page: ['two'] })
  if (by !== null) prove(world, 'one')
  const commit = (world.state.tasks['one']?.verified?.commit ?? 'landed') as CommitSha
  const earlier = { task: by as never, worker: by as never, commit }
  setTask(world, 'two', { state: 'verified', verified: { commit, base: null, at: 2, accept: [], checks: [], flags: [], by: earlier } })
  return world
}

test('a task that another task proves is not on the train, and tasks that build on it get on with the other task', () => {
  const world = aSprint('one')
  prove(world, 'page')
  rest(world)
  expect(membersOf(world)).toEqual(['one', 'page'])
  expect(viewTrain(world.state)?.aside).toMatchObject([{ task: 'two', because: 'duplicate', beside: ['one'] }])
})

test('no task waits for a task that another one proves to get on the train', () => {
  const { state } = aSprint('one')
  const world = aSprint('one')
  rest(world)
  const { train } = world.state
  if (train === null) throw new Error('no train')
  const before = { ...train, members: [] }
  expect(isBoarding(state, before, state.tasks['one'] as never)).toBe(true)
  expect(isBoarding(state, before, state.tasks['two'] as never)).toBe(false)
})

test('tasks that build on a task that another one proves wait until that one is proven', () => {
  const world = aSprint('one')
  prove(world, 'page')
  setTask(world, 'one', { state: 'assigned', verified: null })
  rest(world)
  expect(membersOf(world)).toEqual([])
})

test('a task that base proves counts as landed', () => {
  const world = aSprint(null)
  prove(world, 'page')
  rest(world)
  expect(membersOf(world)).toEqual(['page'])
  expect(isLanded(world.state, world.state.tasks['two'] as never)).toBe(true)
})
