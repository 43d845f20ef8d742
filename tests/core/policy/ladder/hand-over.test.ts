import { expect, test } from 'vitest'
import type { ReturnHow } from '../../../../src/core/events/work-event.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import type { Project } from '../../../../src/core/model/project.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import {
  about,
  act,
  aStory,
  asked,
  attention,
  begin,
  complete,
  getReady,
  pass,
  report,
  say,
  told,
  turn,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'
import { IDLE_MS, rungs } from './steps.ts'

/** A policy in which czar asks nothing and starts no fresh agents. So a worker that makes no progress loses its task at once. */
const impatient = { ...aPolicy, nudges: 0, restart: { ...aPolicy.restart, max: 0 } }

/** Worker one works on its task, and the others have finished theirs. */
function aFleet(others: readonly string[], over: Partial<Project> = {}): World {
  const world = aStory({ workers: ['one', ...others].map(id => aWorker(id)), policy: impatient, ...over })
  for (const id of others) complete(world, id)
  begin(world, 'one')
  report(world, 'one', 'ack')
  return world
}

function stall(world: World, id: string): void {
  turn(world, id, 'idle')
  pass(world, IDLE_MS)
}

/** The worker gets the task that was handed over, with a new agent. */
function takeOver(world: World, id: string): void {
  for (const ending of asked(world).filter(name => name.startsWith('end_agent:'))) act(world, 'end_agent', ending.slice(10))
  if (workerOf(world, id).agent === null) {
    act(world, 'start_agent', id)
    getReady(world, id)
  }
  act(world, 'deliver', id)
  report(world, id, 'ack')
}

/** Makes the task look as if other workers had given it back in this way. */
function cameBack(world: World, how: ReturnHow): void {
  const { one } = world.state.tasks
  if (one === undefined) throw new Error('no task')
  const earlier = [{ worker: 'before' as WorkerId, how, left: null }]
  world.state = { ...world.state, tasks: { ...world.state.tasks, one: { ...one, earlier } } }
}

function spend(world: World, id: string, usd: number): void {
  const tokens = { input: 1, output: 0, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, id), session: id, tokens, usd, context: null, contextTokens: null })
}

const stop = (world: World, id: string) => say(world, { kind: 'person.stop', worker: id as WorkerId })

test('a task is handed over with the reason, and with the commit of the existing work', () => {
  const world = aFleet(['two'])
  say(world, observed(workerOf(world, 'one'), 'half'))
  stall(world, 'one')
  const reason = 'one makes no progress with one: its turn ended, and it claims nothing; its work is on feat/one up to half'
  expect(told(world, 'assignment.returned')).toMatchObject([{ worker: 'one', how: 'stalled', reason }])
})

test('a task is handed over only once because of missing progress', () => {
  const world = aFleet(['two', 'three'])
  stall(world, 'one')
  takeOver(world, 'two')
  stall(world, 'two')
  expect(rungs(world)).toEqual(['reassign', 'attention'])
  expect(attention(world)).toEqual(['silent:two'])
})

test.each([
  ['stalled', 'attention'],
  ['rejected', 'attention'],
  ['stopped', 'reassign'],
  ['refused', 'reassign'],
] as const)('after an assignment that ended as %s, the next step for a stuck worker is: %s', (how, rung) => {
  const world = aFleet(['two'])
  cameBack(world, how)
  stall(world, 'one')
  expect(rungs(world)).toEqual([rung])
})

const heirs: readonly [who: string, lead: (world: World) => void][] = [
  ['is paused', world => say(world, { kind: 'person.paused', worker: 'two' as WorkerId })],
  ['was stopped', world => stop(world, 'two')],
  [
    'has tried it before',
    world => {
      const two = { ...workerOf(world, 'two'), tried: ['one' as never] }
      world.state = { ...world.state, workers: { ...world.state.workers, two } }
    },
  ],
  ['has nearly used up its budget', world => spend(world, 'two', 9)],
]

test.each(heirs)('no task is handed over to a worker that %s: a person is asked', (_who, lead) => {
  const world = aFleet(['two'], { workers: [aWorker('one'), aWorker('two', { budget: { ...aPolicy.budget, usd: 10 } })] })
  lead(world)
  stall(world, 'one')
  expect(rungs(world)).toEqual(['attention'])
})

test('a worker that still has its own task takes no other', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], policy: impatient })
  for (const id of ['one', 'two']) {
    begin(world, id)
    report(world, id, 'ack')
  }
  stall(world, 'one')
  expect(rungs(world)).toEqual(['attention'])
})

test('a task that was handed over and that no worker can take has failed, and workers that need it are told', () => {
  const waiting = aWorker('three', { dependsOn: ['one' as WorkerId] })
  const world = aStory({ workers: [aWorker('one'), aWorker('two'), waiting], policy: impatient, concurrency: 2 })
  complete(world, 'two')
  begin(world, 'one')
  report(world, 'one', 'ack')
  // The worker may first have to finish its work on an earlier text.
  turn(world, 'two', 'busy')
  stall(world, 'one')
  expect(world.state.tasks['one'], 'it waits for two').toMatchObject({ state: 'waiting', failure: null })
  stop(world, 'two')
  expect(told(world, 'task.failed')).toMatchObject([
    { task: 'one', reason: 'one made no progress with it, and no other worker can take it' },
  ])
  expect(attention(world)).toContain('failed:one')
  expect(world.state.attention['failed:one']?.text).toContain('without it three cannot start')
})

test('the attention item of a failed task names all workers that had it', () => {
  const world = aFleet(['two'])
  cameBack(world, 'refused')
  turn(world, 'two', 'busy')
  stall(world, 'one')
  stop(world, 'two')
  expect(told(world, 'task.failed').map(({ reason }) => reason)).toEqual([
    'before, one made no progress with it, and no other worker can take it',
  ])
})

test('only a task that was handed over fails because no worker is free', () => {
  const bonus = [aBonus('extra')]
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus, policy: impatient, concurrency: 1 })
  stop(world, 'one')
  stop(world, 'two')
  expect(told(world, 'task.failed')).toEqual([])
  expect(Object.values(world.state.tasks).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
})
