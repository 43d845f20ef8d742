import { expect, test } from 'vitest'
import { isHandsOff } from '../../../../src/core/policy/facts/hands-off.ts'
import { aStory, begin, workerOf } from '../../../support/worlds/story.ts'

test('a paused worker is left alone, unless it was stopped or the fleet stops', () => {
  const world = aStory()
  begin(world, 'one')
  const paused = { ...workerOf(world, 'one'), paused: true }
  expect(isHandsOff(world.state, paused)).toBe(true)
  expect(isHandsOff(world.state, { ...paused, stopped: 'person' })).toBe(false)
  expect(isHandsOff({ ...world.state, czar: { ...world.state.czar, phase: 'stopping' } }, paused)).toBe(false)
})
