import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/core/events/command.ts'
import type { Project } from '../../../src/core/model/project.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import { aProfile } from '../../support/builders/a-profile.ts'
import { aBonus, aProject, aWorker } from '../../support/builders/a-project.ts'
import { order } from '../../support/worlds/order.ts'
import {
  act,
  aStory,
  attention,
  begin,
  complete,
  messages,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../support/worlds/story.ts'
import { happen, restartCzar, settle, type World } from '../../support/worlds/world.ts'

type Wanted = Partial<Extract<Command, { verb: 'queue add' }>>

const add = (world: World, wanted: Wanted = {}) => order(world, { verb: 'queue add', id: 'bench', task: 'Measure it', ...wanted })
const drop = (world: World, task = 'bench') => order(world, { verb: 'queue drop', task })
const two = { workers: [aWorker('api'), aWorker('docs')] }

/** A bonus task that waits for another one. A worker that has finished keeps its agent for this task. */
const later = aBonus('later', { after: ['docs' as never] })

/** Loads the present project file, as a restarted czar does. */
function reload(world: World, over: Partial<Project>): void {
  happen(world, { kind: 'project.loaded', project: aProject({ ...two, ...over }) })
  settle(world)
}

describe('fault 67 at run time: an impossible bonus task is refused alone, and nothing else changes', () => {
  const bonus = [aBonus('first'), aBonus('second', { after: ['first' as never] })]

  test.each<[string, Wanted, string]>([
    [
      'an id that another bonus task has',
      { id: 'first' },
      'id: bonus task "first" is already the id of a bonus task; every id must be unique',
    ],
    ['the id of a worker', { id: 'api' }, 'id: bonus task "api" is already the id of a worker; every id must be unique'],
    ['an unknown dependency', { after: ['apo'] }, 'after: there is no worker or bonus task "apo"; did you mean "api"?'],
    ['itself as its dependency', { after: ['bench'] }, 'after: "bench" cannot wait for itself'],
    ['a dependency twice', { after: ['api', 'api'] }, 'after: "api" is listed twice'],
    ['an unknown worker that it prefers', { prefers: { workers: ['x'] } }, 'prefers.workers: there is no worker "x"; there are: api, docs'],
    ['an unknown role', { prefers: { roles: ['x'] } }, 'prefers.roles: there is no role "x"; there are: tester'],
    ['a pattern that is none', { owns: ['/etc/*'] }, 'owns: '],
    ['a command without words', { accept: [' '] }, 'accept: must be a shell command, not empty'],
    ['a priority out of bounds', { priority: 5000 }, 'priority: must be at most 1000'],
    ['no words', { task: ' \n' }, 'the task is empty; describe the work'],
    [
      'more words than an agent takes',
      { task: 'x'.repeat(90_000) },
      'task: the task has 90,000 characters; agent "scripted" takes 100,000 at once',
    ],
  ])('if: %s', (_what, wanted, message) => {
    const world = aStory({ ...two, bonus, agents: { scripted: aProfile({ maxChars: 100_000 }) } })
    const before = world.state
    const answer = add(world, wanted)
    expect(answer).toMatchObject({ ok: false, hint: 'czar queue add --help' })
    expect(answer.message).toContain(`${wanted.id ?? 'bench'} is not added: ${message}`)
    expect(world.state).toBe(before)
  })

  test('if it would close a circle when a dropped task returns', () => {
    const world = aStory({ ...two, bonus: [...bonus, aBonus('third', { after: ['second' as never] })] })
    drop(world, 'first')
    const answer = add(world, { id: 'first', after: ['third'] })
    expect(answer.message).toBe('first is not added: after: the tasks wait for each other in a cycle: second → first → third → second')
    expect(add(world, { id: 'first' }).ok, 'without the ring').toBe(true)
  })

  test('with all its faults at once', () => {
    const { message } = add(aStory(two), { after: ['x', 'bench'], prefers: { workers: ['y'] } })
    expect(message.split('; ').filter(part => part.includes('there is no'))).toHaveLength(2)
    expect(message).toContain('cannot wait for itself')
  })
})

test('an added task goes to a free worker, like a task of the file', () => {
  const world = aStory({ ...two, bonus: [later] })
  complete(world, 'api')
  expect(add(world)).toEqual({ ok: true, message: 'bench is in the queue: it goes to the best match among those who are free' })
  expect(world.state.tasks['bench']).toMatchObject({ state: 'assigned', worker: 'api', assignment: 'bench.1', origin: 'person' })
})

test('a worker whose agent has ended is started again for an added task', () => {
  const world = aStory(two)
  complete(world, 'api')
  act(world, 'end_agent', 'api')
  add(world)
  expect(world.deeds.map(({ action }) => `${action.do}:${action.worker}`)).toContain('start_agent:api')
})

test('an added task waits for its dependencies, and the answer names them', () => {
  const world = aStory(two)
  expect(add(world, { after: ['docs'] }).message).toBe('bench is in the queue: it waits for docs')
  say(world, { kind: 'task.failed', task: 'api' as never, reason: 'x' })
  expect(add(world, { id: 'other', after: ['api'] }).message).toContain('it waits for api; but api failed: czar restart api')
})

test('added tasks without a name are numbered', () => {
  const world = aStory(two)
  for (const name of ['task-1', 'task-2']) expect(order(world, { verb: 'queue add', task: 'x' }).message).toContain(name)
})

test('an added task survives a restart of the czar and a change of the file', () => {
  const world = aStory(two)
  add(world, { after: ['docs'], priority: 3 })
  restartCzar(world)
  reload(world, { concurrency: 1 })
  expect(world.state.tasks['bench']).toMatchObject({ state: 'waiting', after: ['docs'], bonus: { priority: 3 } })
  expect(world.history.reduce(fold, emptyState), 'as the journal alone tells it').toEqual(world.state)
})

test('a person may assign an added task', () => {
  const world = aStory(two)
  add(world)
  expect(order(world, { verb: 'assign', worker: 'docs', task: 'bench' }).ok).toBe(true)
  expect(world.state.tasks['bench']?.reservedFor).toBe('docs')
})

test("if the file later uses an added task's name for a worker, the file's worker counts", () => {
  const world = aStory({ ...two, bonus: [later] })
  complete(world, 'api')
  add(world, { id: 'tools' })
  expect(world.state.tasks['tools']?.worker).toBe('api')
  reload(world, { workers: [...two.workers, aWorker('tools')] })
  expect(world.state.tasks['tools']).toMatchObject({ kind: 'primary', state: 'waiting' })
  expect(workerOf(world, 'api').assignment).toBeNull()
})

test('a dropped task is assigned to no worker, and stays dropped when the file is read again', () => {
  const world = aStory({ ...two, bonus: [aBonus('bench')] })
  expect(drop(world)).toEqual({ ok: true, message: 'bench is dropped' })
  complete(world, 'api')
  reload(world, { bonus: [aBonus('bench')], concurrency: 1 })
  expect(world.state.tasks['bench']).toMatchObject({ state: 'dropped', worker: null })
  expect(drop(world).message).toBe('bench is dropped already')
})

test("a dropped task that is removed from the file and put back is a new one, and its assignments' numbers continue", () => {
  const world = aStory({ ...two, bonus: [aBonus('bench'), later] })
  complete(world, 'api')
  expect(world.state.tasks['bench']?.assignment).toBe('bench.1')
  drop(world)
  reload(world, { bonus: [later] })
  reload(world, { bonus: [aBonus('bench'), later] })
  turn(world, 'api', 'idle')
  expect(world.state.tasks['bench']).toMatchObject({ state: 'assigned', assignment: 'bench.2', origin: 'file' })
})

test('a worker on a dropped task is told to stop, once, and is free again', () => {
  const world = aStory({ ...two, bonus: [aBonus('bench'), later] })
  complete(world, 'api')
  act(world, 'deliver', 'api')
  expect(drop(world).message).toBe('bench is dropped; api is told to stop, and its work on it stays on its branch')
  expect(workerOf(world, 'api').assignment).toBeNull()
  expect(messages(world, 'api')).toMatchObject([{ kind: 'withdraw', facts: { withdrawn: 'bench.1' } }])
  turn(world, 'api', 'idle')
  act(world, 'deliver', 'api')
  expect(messages(world, 'api')).toEqual([])
  report(world, 'api', 'done', { assignment: 'bench.1' })
  expect(world.state.tasks['bench']?.state, 'a late claim is void').toBe('dropped')
})

test.each([
  ['that there is not', 'nothing', 'there is no bonus task "nothing"'],
  ['that is a worker’s own', 'api', "api is api's own task"],
  ['that is verified', 'bench', 'bench is verified already, by api'],
])('a task %s cannot be dropped', (_why, task, message) => {
  const world = aStory({ ...two, bonus: [aBonus('bench')] })
  complete(world, 'api')
  act(world, 'deliver', 'api')
  report(world, 'api', 'done')
  verdict(world, 'api', 'verified')
  expect(drop(world, task)).toMatchObject({ ok: false, message, hint: expect.any(String) })
  expect(told(world, 'task.dropped')).toEqual([])
})

test('the answer to a drop names the tasks that wait for it, and a failed task that is dropped is no attention item any more', () => {
  const world = aStory({ ...two, bonus: [aBonus('bench'), aBonus('chart', { after: ['bench' as never] })] })
  say(world, { kind: 'task.failed', task: 'bench' as never, reason: 'x' })
  expect(attention(world)).toContain('failed:bench')
  expect(drop(world).message).toBe('bench is dropped; chart cannot start without it')
  expect(attention(world)).not.toContain('failed:bench')
})

test('no task is added while the fleet is being stopped', () => {
  const world = aStory(two)
  begin(world, 'api')
  say(world, { kind: 'person.stop', worker: null })
  expect(add(world)).toMatchObject({ ok: false, message: 'the project is stopping, so nothing new begins' })
})
