import { expect, test } from 'vitest'
import { isReady } from '../../../../src/core/policy/facts/is-ready.ts'
import { alterAgent, alterWorker } from '../../../support/builders/limited.ts'
import { aStory, begin, workerOf } from '../../../support/worlds/story.ts'

test('an agent can get a text if it lives, is ready and is to stay', () => {
  const world = aStory()
  begin(world, 'one')
  expect(isReady(workerOf(world, 'one'))).toBe(true)
  alterWorker(world, 'one', { replace: 1 })
  expect(isReady(workerOf(world, 'one'))).toBe(false)
  alterWorker(world, 'one', { replace: null })
  alterAgent(world, 'one', { exit: { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } })
  expect(isReady(workerOf(world, 'one'))).toBe(false)
})
