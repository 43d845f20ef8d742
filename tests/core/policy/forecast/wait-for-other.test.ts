import { expect, test } from 'vitest'
import { gatherFacts } from '../../../../src/core/brief/gather-facts.ts'
import type { ForeseenPair } from '../../../../src/core/events/forecast-event.ts'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { act, aStory, begin, messages, pass, queue, report, say, turn, verdict } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const HOUR = 3_600_000

/** A world in which the workers began one after the other, and all wait for their next text. */
function aScene(...ids: readonly string[]): World {
  const workers = ids.map(id => aWorker(id, { accept: ['true'] }))
  const world = aStory({ workers, policy: { ...aPolicy, idleAfterMs: 60_000, forecast: 'pause' } })
  for (const id of ids) {
    world.now += 1_000
    begin(world, id)
    report(world, id, 'ack', { text: 'I shall do all that the task says, and true must succeed in the end' })
    turn(world, id, 'idle')
  }
  return world
}

const pairOf = (one: string, other: string | null, path = 'a.ts'): ForeseenPair => ({
  ...{ one: one as TaskId, other: other as TaskId | null, kind: 'conflict' },
  files: [{ path, kind: 'text', hunks: [] }],
})
const foresee = (world: World, ...pairs: readonly ForeseenPair[]) => say(world, { kind: 'forecast.changed', pairs, clear: [] })

/** A world in which worker two was told to wait for worker one, and has stopped. */
function aWait(): World {
  const world = aScene('one', 'two')
  foresee(world, pairOf('one', 'two'))
  act(world, 'deliver', 'two')
  turn(world, 'two', 'idle')
  return world
}

const problem = (world: World, id: string) => messages(world, id)[0]?.facts['problem'] ?? ''
const healthOf = (world: World, id: string) => world.state.workers[id]?.health

test('the later worker is told to wait, and is not nudged while it is idle', () => {
  const world = aScene('one', 'two')
  foresee(world, pairOf('one', 'two'))
  expect(queue(world, 'one')).toEqual([])
  expect(problem(world, 'two')).toContain('Wait: czar tells you when the work of one is proven')
  act(world, 'deliver', 'two')
  turn(world, 'two', 'idle')
  pass(world, 90_000)
  expect(healthOf(world, 'two')).toMatchObject({ matter: 'conflict', reason: 'waits until one is proven, since both change a.ts' })
  expect(queue(world, 'two')).toEqual([])
})

test('the text that asks a worker to wait does not ask it to continue; the text that ends the wait does', () => {
  const world = aScene('one', 'two')
  const goesOn = () =>
    messages(world, 'two').flatMap(message => {
      const facts = gatherFacts(world.state, message, '/brief')
      return facts?.kind === 'notice' ? [facts.goesOn] : []
    })
  foresee(world, pairOf('one', 'two'))
  expect(goesOn()).toEqual([false])
  act(world, 'deliver', 'two')
  turn(world, 'two', 'idle')
  pass(world, HOUR)
  expect(goesOn()).toEqual([true])
})

test('the waiting worker continues when the other is proven, with the commit to merge', () => {
  const world = aWait()
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(problem(world, 'two')).toContain('The work of one is proven. Merge it into your branch first, `git merge ')
  act(world, 'deliver', 'two')
  turn(world, 'two', 'idle')
  expect([queue(world, 'two'), healthOf(world, 'two')?.health]).toEqual([[], 'working'])
})

test.each([
  [
    'the conflict is gone',
    (world: World) => say(world, { kind: 'forecast.changed', pairs: [], clear: [{ one: 'one' as TaskId, other: 'two' as TaskId }] }),
  ],
  ['a person pauses the other', (world: World) => say(world, { kind: 'person.paused', worker: 'one' as WorkerId })],
  ['it has waited for an hour', (world: World) => pass(world, HOUR)],
] as const)('the waiting worker continues without a merge when %s', (_, happens) => {
  const world = aWait()
  happens(world)
  expect(problem(world, 'two')).toContain('You need not wait for the work of one any more: go on with your task.')
})

test('a worker waits only once for a given task', () => {
  const world = aWait()
  say(world, { kind: 'forecast.changed', pairs: [], clear: [{ one: 'one' as TaskId, other: 'two' as TaskId }] })
  act(world, 'deliver', 'two')
  turn(world, 'two', 'idle')
  foresee(world, pairOf('one', 'two', 'b.ts'))
  expect(problem(world, 'two')).toContain('Do your task anyway.')
})

test('no worker waits for base, for proven work, or for work that nobody does', () => {
  const base = aScene('one', 'two')
  foresee(base, pairOf('two', null))
  expect(problem(base, 'two')).toContain('Do your task anyway.')
  const proven = aScene('one', 'two')
  report(proven, 'one', 'done')
  verdict(proven, 'one', 'verified')
  foresee(proven, pairOf('one', 'two'))
  expect(problem(proven, 'two')).toContain('Do your task anyway.')
})

test('of three workers that conflict with each other, one always works', () => {
  const world = aScene('one', 'two', 'three')
  foresee(world, pairOf('one', 'two'), pairOf('one', 'three'), pairOf('three', 'two'))
  expect(queue(world, 'one')).toEqual([])
  expect(problem(world, 'two')).toContain('when the work of one is proven')
  for (const id of ['two', 'three', 'three']) {
    act(world, 'deliver', id)
    turn(world, id, 'idle')
  }
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(problem(world, 'two')).toContain('The work of one is proven.')
  expect(healthOf(world, 'three')?.reason ?? problem(world, 'three')).toContain('waits until two is proven')
})
