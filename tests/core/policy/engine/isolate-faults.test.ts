import { expect, test } from 'vitest'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { act, aStory, getReady } from '../../../support/worlds/story.ts'
import { happen, settle, type World } from '../../../support/worlds/world.ts'

/** Two workers with ready agents. The state of the first worker is broken, so every rule that reads it throws. */
function aBrokenWorker(): World {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  for (const id of ['one', 'two']) {
    act(world, 'prepare_worktree', id)
    act(world, 'start_agent', id)
    getReady(world, id)
  }
  const { workers } = world.state
  world.state = { ...world.state, workers: { ...workers, one: { ...workers['one'], letters: null } } } as unknown as State
  return world
}

test('fault 9: a rule that fails for one worker stops no rule for another, and a person is told once', () => {
  const world = aBrokenWorker()
  settle(world)
  act(world, 'deliver', 'two')
  settle(world)

  const raised = world.history.filter(event => event.kind === 'attention.raised')
  expect(raised).toMatchObject([{ key: 'fault:one', worker: 'one', text: expect.stringContaining("the czar's own rules failed for one") }])
  expect(world.state.workers['two']?.health.health).toBe('working')
  expect(decide(world.state, world.now).decisions).toEqual([])
})

test('fault 9: a worker whose rules no longer fail is looked after again', () => {
  const world = aBrokenWorker()
  settle(world)
  const { workers } = world.state
  const [mended] = [aStory().state.workers['one']]
  world.state = { ...world.state, workers: { ...workers, one: { ...workers['one'], letters: mended?.letters } } } as State
  happen(world)
  settle(world)
  expect(world.state.attention['fault:one']?.settledAt).not.toBeNull()
})
