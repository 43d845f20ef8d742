import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { giveBack } from '../../../../src/core/policy/assignments/give-back.ts'
import { createPolicyContext, type PolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import type { WorkerState } from '../../../../src/core/state/types/worker-state.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, assignmentOf, complete, justSeen, report, say, told, verdict, workerOf } from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'

const LEASE_MS = 30 * 60_000
const one = 'one' as WorkerId

/** Worker one works on a bonus task that worker two could take. */
function lent(): World {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more')] })
  complete(world, 'one')
  return world
}

function look(world: World, over: Partial<State> = {}, ms = 0): PolicyContext {
  const context = createPolicyContext({ ...world.state, ...over }, aProject(), world.now + ms)
  giveBack(context, justSeen(world, 'one', world.now + ms))
  return context
}

function returned(context: PolicyContext) {
  return context.plan().decisions.flatMap(({ kind, ...rest }) => (kind === 'record' && 'event' in rest ? [rest.event] : []))
}

/** The events about worker one's task if the state knew this about worker one. */
function giving(world: World, over: Partial<WorkerState>) {
  const context = createPolicyContext(world.state, aProject(), world.now)
  giveBack(context, { ...justSeen(world, 'one'), ...over })
  return returned(context)
}

test.each([
  ['person', 'one was stopped by a person'],
  ['closed', 'one had its session closed from outside'],
  ['over', 'one has used up its budget'],
] as const)('a worker that is stopped (%s) gives its task back, and the journal has the reason', (stopped, why) => {
  const reason = `${why}; no work on it was committed`
  const world = lent()
  say(world, observed(workerOf(world, 'one'), assignmentOf(world, 'one').fromSha ?? 'start'))
  expect(giving(world, { stopped })).toMatchObject([
    { how: 'stopped', reason, left: { branch: 'feat/more', commit: null, isNothing: true } },
  ])
})

test('the work of a task that is given back is named by its own branch, as git shows it at this moment', () => {
  const world = lent()
  say(world, observed(workerOf(world, 'one'), 'half-done'))
  expect(giving(world, { stopped: 'person' })).toMatchObject([{ left: { branch: 'feat/more', commit: 'half-done' } }])
  const looked = { at: world.now, branch: 'feat/more', tip: 'later' as never }
  expect(giving(world, { stopped: 'person', looked })).toMatchObject([{ left: { branch: 'feat/more', commit: 'later' } }])
})

test('the work of a task that is given back is unknown, not empty, if git could not be read', () => {
  const world = lent()
  const { git } = workerOf(world, 'one')
  if (git === null) throw new Error('nobody looked')
  const unknown = { how: 'stopped', left: { branch: 'feat/more', commit: null } }
  const reason = 'one was stopped by a person; it is not known what was committed on feat/more'
  const elsewhere = { ...git, branch: 'agents-own', head: 'there' as never }
  for (const over of [{ git: null }, { git: elsewhere }])
    expect(giving(world, { stopped: 'person', worktree: null, looked: null, ...over })).toMatchObject([{ ...unknown, reason }])
  expect(giving(world, { stopped: 'person', worktree: null, looked: null, git: null })[0]).not.toHaveProperty('left.isNothing')
})

test('czar reads git before a task is given back; if git cannot be read, czar does not wait', () => {
  const world = lent()
  const stopped = { ...workerOf(world, 'one'), looked: null, stopped: 'person' } as const
  const context = createPolicyContext(world.state, aProject(), world.now)
  giveBack(context, stopped)
  expect(context.plan().decisions).toMatchObject([{ kind: 'perform', effect: 'look_at_git:one' }])
  const failures = { 'look_at_git:one': { worker: one, count: 3, at: 0, reason: 'locked' } }
  const later = createPolicyContext({ ...world.state, failures }, aProject(), world.now)
  giveBack(later, stopped)
  expect(returned(later)).toMatchObject([{ how: 'stopped' }])
})

test("a stopped worker's claim is checked first, and the task is given back when the claim is rejected", () => {
  const world = lent()
  report(world, 'one', 'done')
  say(world, { kind: 'verification.started', worker: one, assignment: assignmentOf(world, 'one').id, commit: 'work-one' as never })
  say(world, { kind: 'person.stop', worker: one })
  expect(assignmentOf(world, 'one').state).toBe('verifying')
  expect(told(world, 'assignment.returned')).toEqual([])
  verdict(world, 'one', 'rejected', ['tests fail'])
  expect(told(world, 'assignment.returned')).toMatchObject([{ worker: 'one', how: 'stopped' }])
})

test('a czar that is stopping takes no task away because of silence', () => {
  const world = lent()
  expect(returned(look(world, {}, LEASE_MS))).toMatchObject([{ how: 'silent' }])
  expect(returned(look(world, { czar: { ...world.state.czar, phase: 'stopping' } }, LEASE_MS))).toEqual([])
})

test('a lease ends at its time, and stays while no other worker may take the task', () => {
  const world = lent()
  const { two: _two, ...workers } = world.state.workers
  expect(look(world).plan()).toEqual({ decisions: [], wakeAt: world.now + LEASE_MS })
  expect(returned(look(world, { workers }, LEASE_MS))).toEqual([])
})

test('a lease of a task that no longer exists ends silently', () => {
  const world = lent()
  const { more: _more, ...tasks } = world.state.tasks
  expect(returned(look(world, { tasks }, LEASE_MS))).toEqual([])
})
