import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { nextProber } from '../../../../src/core/policy/limits/next-prober.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { accountOf, aFleet, alterAgent, alterAssignment, anAccount, meetLimit } from '../../../support/builders/limited.ts'
import { aStory, begin, exit, say } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const next = (world: World) => nextProber(world.state, accountOf(world))?.id ?? null

test('whose turn was cut off goes first', () => {
  const world = aFleet()
  meetLimit(world, 'two')
  expect(next(world)).toBe('two')
})

test('whose agent has ended goes after those whose agents live', () => {
  const world = aFleet()
  meetLimit(world, 'one')
  meetLimit(world, 'two')
  exit(world, 'one')
  expect(next(world)).toBe('two')
})

test('whose agent is not ready yet goes after those whose agents are', () => {
  const world = aFleet()
  meetLimit(world, 'one')
  alterAgent(world, 'one', { readyAt: null })
  expect(next(world)).toBe('two')
})

test('who would have to be started goes last, and goes when there is nobody else', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'two')
  expect(nextProber(world.state, anAccount())?.id).toBe('two')
  say(world, { kind: 'person.stop', worker: 'two' as WorkerId })
  expect(nextProber(world.state, anAccount())?.id).toBe('one')
})

test('an account that nobody works on is tried by nobody', () => {
  expect(nextProber(aFleet().state, anAccount({ name: 'unused' }))).toBeNull()
})

test.each(['claimed', 'verifying'] as const)('whose work is %s has nothing to try with', state => {
  const world = aFleet()
  meetLimit(world, 'one')
  alterAssignment(world, 'one', { state })
  expect(next(world)).toBe('two')
  alterAssignment(world, 'two', { state })
  alterAssignment(world, 'three', { state })
  expect(next(world)).toBeNull()
})
