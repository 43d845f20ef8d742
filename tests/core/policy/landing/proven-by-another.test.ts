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

test('a task that another proves does not board, and what builds on it boards with the other', () => {
  const world = aSprint('one')
  prove(world, 'page')
  rest(world)
  expect(membersOf(world)).toEqual(['one', 'page'])
  expect(viewTrain(world.state)?.aside).toMatchObject([{ task: 'two', because: 'duplicate', beside: ['one'] }])
})

test('nobody waits for such a task to board', () => {
  const { state } = aSprint('one')
  const world = aSprint('one')
  rest(world)
  const { train } = world.state
  if (train === null) throw new Error('no train')
  const before = { ...train, members: [] }
  expect(isBoarding(state, before, state.tasks['one'] as never)).toBe(true)
  expect(isBoarding(state, before, state.tasks['two'] as never)).toBe(false)
})

test('what builds on it waits until the other task is proven', () => {
  const world = aSprint('one')
  prove(world, 'page')
  setTask(world, 'one', { state: 'assigned', verified: null })
  rest(world)
  expect(membersOf(world)).toEqual([])
})

test('a task that base proves has landed', () => {
  const world = aSprint(null)
  prove(world, 'page')
  rest(world)
  expect(membersOf(world)).toEqual(['page'])
  expect(isLanded(world.state, world.state.tasks['two'] as never)).toBe(true)
})
