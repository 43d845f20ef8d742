import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import {
  act,
  aStory,
  asked,
  begin,
  complete,
  exit,
  getReady,
  pass,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import { sha, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId
const two = 'two' as WorkerId

test("a worker gets its task when its agent is ready, and its work counts from the branch's start", () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  expect(workerOf(world, 'one').assignment).toBeNull()
  getReady(world, 'one')
  expect(world.state.assignments['one.1']).toMatchObject({ task: 'one', worker: 'one', kind: 'primary', fromSha: 'start' })
})

test('a worker that waits for its dependencies starts on their verified commits', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: [one] })] })
  expect(asked(world)).toEqual(['prepare_worktree:one'])
  complete(world, 'one')
  const prepare = world.deeds.find(({ action }) => action.worker === 'two')
  expect(prepare?.action).toEqual({ do: 'prepare_worktree', worker: 'two', includes: [sha('work-one')] })
  begin(world, 'two')
  expect(workerOf(world, 'two').told).toEqual(['one'])
})

test("a worker that does not wait starts at once, without its dependencies' work", () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: [one], waitForDependencies: false })] })
  const prepare = world.deeds.find(({ action }) => action.worker === 'two')
  expect(prepare?.action).toEqual({ do: 'prepare_worktree', worker: 'two', includes: [] })
})

/** Both workers finished their own work at the same moment. Returns the worker that gets the bonus task. */
function receiver(world: World): string | undefined {
  for (const id of ['one', 'two']) {
    begin(world, id)
    report(world, id, 'done')
    turn(world, id, 'idle')
  }
  verdict(world, 'one', 'verified')
  verdict(world, 'two', 'verified')
  return told(world, 'assignment.created').find(({ assignmentKind }) => assignmentKind === 'bonus')?.worker
}

const after = ['one' as TaskId, 'two' as TaskId]

test.each([
  ['by name', {}, { prefers: { workers: [two], roles: [] } }],
  ['by role', { role: 'tester' }, { prefers: { workers: [], roles: ['tester'] } }],
  ['by territory', { owns: ['src/**'] }, { owns: ['src/**'] }],
])('a bonus task goes to the worker that fits it best %s', (_how, worker, bonus) => {
  expect(receiver(aStory({ workers: [aWorker('one'), aWorker('two', worker)], bonus: [aBonus('more', { after, ...bonus })] }))).toBe('two')
})

test('a preference by name counts more than role and territory together', () => {
  const workers = [aWorker('one', { role: 'tester', owns: ['src/**'] }), aWorker('two')]
  const bonus = [aBonus('more', { after, owns: ['src/**'], prefers: { workers: [two], roles: ['tester'] } })]
  expect(receiver(aStory({ workers, bonus }))).toBe('two')
})

test('the task with higher priority is assigned first, whatever the order of the file', () => {
  const world = aStory({ bonus: [aBonus('low'), aBonus('high', { priority: 1 })] })
  complete(world, 'one')
  expect(world.state.tasks['high']?.state).toBe('assigned')
  expect(world.state.tasks['low']?.state).toBe('waiting')
})

test('a bonus task waits for its dependencies', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more', { after: ['two' as TaskId] })] })
  complete(world, 'one')
  expect(world.state.tasks['more']?.state).toBe('waiting')
  begin(world, 'two')
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  expect(world.state.tasks['more']).toMatchObject({ state: 'assigned', worker: 'one' })
})

test('a bonus task waits for an agent that is not in a turn', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  begin(world, 'one')
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['more']?.state, 'busy').toBe('waiting')
  turn(world, 'one', 'idle')
  expect(world.state.tasks['more']?.state).toBe('assigned')
})

test("the worker that did a bonus task's dependency comes before one with a fitting role", () => {
  const bonus = [aBonus('more', { after: ['two' as never], prefers: { workers: [], roles: ['tester'] } })]
  const world = aStory({ workers: [aWorker('one', { role: 'tester' }), aWorker('two')], bonus })
  for (const id of ['one', 'two']) begin(world, id)
  for (const id of ['one', 'two']) {
    report(world, id, 'done')
    turn(world, id, 'idle')
  }
  for (const id of ['one', 'two']) verdict(world, id, 'verified')
  expect(world.state.tasks['more']?.worker).toBe('two')
})

test('a worker whose worktree cannot be read does not delay a bonus task for another worker', () => {
  const bonus = [aBonus('more', { after, prefers: { workers: [one], roles: [] } })]
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus })
  for (const id of ['one', 'two']) begin(world, id)
  say(world, { kind: 'git.missing', worker: one, reason: 'it was deleted' })
  for (const id of ['one', 'two']) {
    report(world, id, 'done')
    turn(world, id, 'idle')
  }
  for (const id of ['one', 'two']) verdict(world, id, 'verified')
  expect(world.state.tasks['more']?.worker).toBe('two')
})

test('a worker does not get a task again that it failed', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  complete(world, 'one')
  act(world, 'deliver', 'one')
  say(world, { kind: 'assignment.failed', worker: one, assignment: 'more.1' as never, reason: 'too hard' })
  expect(workerOf(world, 'one').tried).toEqual(['more'])
  expect(asked(world)).toEqual(['end_agent:one'])
})

test.each(['person.stop', 'session closed'])(
  'the bonus task of a worker that is stopped (%s) returns to the queue once, and goes to another worker',
  how => {
    // The other worker is kept for a later task.
    const bonus = [aBonus('more', { after, prefers: { workers: [one], roles: [] } }), aBonus('later', { after: ['three' as TaskId] })]
    const world = aStory({ workers: [aWorker('one'), aWorker('two'), aWorker('three')], bonus })
    expect(receiver(world)).toBe('one')

    if (how === 'person.stop') say(world, { kind: 'person.stop', worker: one })
    else exit(world, 'one', 'session-closed')

    expect(told(world, 'assignment.returned')).toMatchObject([{ worker: 'one', assignment: 'more.1' }])
    expect(workerOf(world, 'one').assignment).toBeNull()
    expect(world.state.tasks['more']).toMatchObject({ state: 'assigned', worker: 'two', assignment: 'more.2' })
    act(world, 'end_agent', 'one')
    pass(world, 60_000)
    expect(told(world, 'assignment.returned')).toHaveLength(1)
  },
)

test('a stopped worker may get its bonus task again if it is started again and no other worker took it', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  complete(world, 'one')
  say(world, { kind: 'person.stop', worker: one })
  expect(world.state.tasks['more']).toMatchObject({ state: 'waiting', worker: null, assignment: null })
  say(world, { kind: 'person.restart', worker: one })
  act(world, 'end_agent', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(workerOf(world, 'one').assignment).toBe('more.2')
})

test("a stopped worker's claim for a bonus task is checked first, and the task returns to the queue if it is rejected", () => {
  const world = aStory({ bonus: [aBonus('more')] })
  complete(world, 'one')
  act(world, 'deliver', 'one')
  report(world, 'one', 'done')
  say(world, { kind: 'person.stop', worker: one })
  expect(told(world, 'assignment.returned')).toEqual([])
  verdict(world, 'one', 'rejected', ['tests fail'])
  expect(told(world, 'assignment.returned')).toHaveLength(1)
})

test('a stopped worker keeps its own task', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.stop', worker: one })
  expect(workerOf(world, 'one').assignment).toBe('one.1')
})
