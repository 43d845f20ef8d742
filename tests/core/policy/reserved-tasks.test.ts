import { expect, test } from 'vitest'
import { aBonus, aWorker } from '../../support/builders/a-project.ts'
import { order } from '../../support/worlds/order.ts'
import { act, aStory, asked, begin, complete, getReady, pass, report, say, told, turn, verdict } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const assign = (world: World, worker: string, task: string) => order(world, { verb: 'assign', worker, task })

/** A world in which two workers work, and a bonus task prefers the first of them. */
function twoAtWork(): World {
  const prefers = { workers: ['one' as never], roles: [] }
  const bonus = [aBonus('better', { priority: 5, prefers }), aBonus('extra', { prefers })]
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus })
  begin(world, 'one')
  begin(world, 'two')
  return world
}

function prove(world: World, id: string): void {
  report(world, id, 'done')
  verdict(world, id, 'verified')
  turn(world, id, 'idle')
}

test('a task that a person assigned goes to that worker before better tasks, and to no other worker', () => {
  const world = twoAtWork()
  assign(world, 'two', 'extra')
  prove(world, 'one')
  expect(world.state.tasks['better']?.worker).toBe('one')
  prove(world, 'one')
  expect(world.state.tasks['extra']).toMatchObject({ state: 'waiting', reservedFor: 'two' })
  prove(world, 'two')
  expect(world.state.tasks['extra']).toMatchObject({ worker: 'two', reservedFor: null })
})

test('a free worker gets a task that a person assigned at once', () => {
  const world = aStory({ bonus: [aBonus('first', { priority: 1 }), aBonus('second'), aBonus('third')] })
  complete(world, 'one')
  expect(world.state.tasks['first']?.worker).toBe('one')
  assign(world, 'one', 'third')
  prove(world, 'one')
  expect(world.state.tasks['third']?.worker, 'before the second').toBe('one')
})

test('a worker whose agent has ended is started again for an assigned task, although another could take it', () => {
  const world = aStory({
    workers: [aWorker('one'), aWorker('two'), aWorker('three')],
    bonus: [aBonus('extra', { after: ['three' as never] })],
  })
  complete(world, 'one')
  complete(world, 'two')
  begin(world, 'three')
  say(world, { kind: 'agent.exited', worker: 'two' as never, incarnation: 1, how: 'exited', status: 0, signal: null, lastScreen: '' })
  act(world, 'end_agent', 'two')
  pass(world, 10_000)
  turn(world, 'one', 'busy')
  report(world, 'three', 'done')
  verdict(world, 'three', 'verified')
  assign(world, 'two', 'extra')
  turn(world, 'one', 'idle')
  turn(world, 'three', 'idle')
  expect(asked(world)).toContain('start_agent:two')
  act(world, 'start_agent', 'two')
  getReady(world, 'two')
  expect(world.state.tasks['extra']?.worker).toBe('two')
})

test.each<[string, (world: World) => void, string]>([
  ['is stopped', world => order(world, { verb: 'stop', worker: 'two' }), 'two was stopped'],
  [
    'fails at its own task',
    world => say(world, { kind: 'assignment.failed', worker: 'two' as never, assignment: 'two.1' as never, reason: 'x' }),
    "two's own task failed",
  ],
])('a worker that %s loses the reservation, and any worker may take the task', (_how, happens, reason) => {
  const world = twoAtWork()
  assign(world, 'two', 'extra')
  happens(world)
  expect(told(world, 'task.unreserved')).toMatchObject([{ task: 'extra', worker: 'two', reason }])
  prove(world, 'one')
  prove(world, 'one')
  expect(world.state.tasks['extra']?.worker).toBe('one')
})

test('a worker that is no longer in the project file loses the reservation', () => {
  const world = twoAtWork()
  assign(world, 'two', 'extra')
  removeFromFile(world, 'two')
  expect(told(world, 'task.unreserved')).toMatchObject([{ reason: 'two is not in the project file' }])
})

test('a bonus task that only a removed worker could take does not delay anything', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('extra')] })
  begin(world, 'one')
  begin(world, 'two')
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  removeFromFile(world, 'two')
  say(world, { kind: 'assignment.failed', worker: 'one' as never, assignment: 'one.1' as never, reason: 'x' })
  for (const id of ['one', 'two']) act(world, 'end_agent', id)
  expect(world.state.czar.phase).toBe('finished')
})

function removeFromFile(world: World, id: string): void {
  const { project } = world.state
  if (project === null) throw new Error('no project')
  say(world, { kind: 'project.loaded', project: { ...project, workers: project.workers.filter(worker => worker.id !== id) } })
}
