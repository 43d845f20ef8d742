import { expect, test } from 'vitest'
import { aBonus, aWorker } from '../../support/builders/a-project.ts'
import { order } from '../../support/worlds/order.ts'
import { aStory, begin, report, say, told, turn, verdict } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const assign = (world: World, task: string, worker = 'one') => order(world, { verb: 'assign', worker, task })

/** A worker at work, a task that can be assigned, and a task that cannot be assigned yet. */
function atWork(): World {
  const world = aStory({
    workers: [aWorker('one'), aWorker('two')],
    bonus: [aBonus('extra'), aBonus('later', { after: ['two' as never] })],
  })
  begin(world, 'one')
  begin(world, 'two')
  return world
}

test.each<[string, string, (world: World) => void, string]>([
  ['that there is not', 'bench', () => {}, 'there is no bonus task "bench"'],
  ["that is a worker's own", 'two', () => {}, "two is two's own task, so no other worker can do it"],
  ['that stands on unverified work', 'later', () => {}, 'later cannot be given yet: it waits for two'],
  ['that is kept for another', 'extra', world => assign(world, 'extra', 'two'), 'extra is reserved for two'],
  ['that another has begun', 'extra', twoBegins, 'two has extra already'],
  ['that is verified', 'extra', twoProves, 'extra is verified already, by two'],
  ['when it is stopped', 'extra', world => order(world, { verb: 'stop', worker: 'one' }), 'one cannot be given extra: one was stopped'],
  ['when it failed at its own', 'extra', world => fail(world, 'one'), "one cannot be given extra: one's own task failed"],
])('the assignment of a task is refused for a worker %s', (_why, task, happens, message) => {
  const world = atWork()
  happens(world)
  const { seq } = world.state
  expect(assign(world, task)).toMatchObject({ ok: false, message, hint: expect.any(String) })
  expect(world.state.seq, 'nothing is changed').toBe(seq)
})

test('the answer to czar assign says when the worker gets the task', () => {
  const world = atWork()
  expect(assign(world, 'extra').message).toBe('one gets extra when one is over; no other worker gets it')
  expect(assign(world, 'extra').message).toBe('nothing changes: one gets extra when one is over; no other worker gets it')
  expect(told(world, 'person.assigned')).toHaveLength(1)
  order(world, { verb: 'pause', worker: 'one' })
  expect(assign(world, 'extra').message).toContain('when one is over and it is resumed;')
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(assign(world, 'extra').message).toContain('when it is resumed;')
})

test('a free worker gets an assigned task at once', () => {
  const world = atWork()
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(assign(world, 'extra').message).toBe('one gets extra now')
})

function twoBegins(world: World): void {
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  turn(world, 'two', 'idle')
  expect(world.state.tasks['extra']?.worker).toBe('two')
}

function twoProves(world: World): void {
  twoBegins(world)
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
}

function fail(world: World, id: string): void {
  say(world, { kind: 'assignment.failed', worker: id as never, assignment: `${id}.1` as never, reason: 'x' })
}

test('a failed task may be tried again only by a worker that a person names', () => {
  const world = atWork()
  twoBegins(world)
  say(world, { kind: 'assignment.failed', worker: 'two' as never, assignment: 'extra.1' as never, reason: 'x' })
  expect(world.state.tasks['extra']).toMatchObject({ state: 'failed', failure: 'x' })
  expect(assign(world, 'extra').message).toBe('one gets extra when one is over; no other worker gets it')
  expect(world.state.tasks['extra']).toMatchObject({ state: 'waiting', reservedFor: 'one', failure: null })
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  turn(world, 'one', 'idle')
  expect(world.state.tasks['extra']).toMatchObject({ worker: 'one', assignment: 'extra.2' })
})
