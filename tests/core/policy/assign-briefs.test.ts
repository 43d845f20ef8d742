import { expect, test } from 'vitest'
import { createPolicyContext } from '../../../src/core/policy/engine/policy-context.ts'
import { assignPrimary } from '../../../src/core/policy/queue/assign.ts'
import { aProject } from '../../support/builders/a-project.ts'
import { alterAgent, alterAssignment, alterWorker } from '../../support/builders/limited.ts'
import { act, aStory, begin, getReady, workerOf } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

/** The events about giving worker one a task or telling its agent about a task, as `event: reason`. */
function given(world: World): readonly string[] {
  const context = createPolicyContext(world.state, aProject(), world.now)
  assignPrimary(context, workerOf(world, 'one'))
  return context
    .plan()
    .decisions.map(decision => (decision.kind === 'record' ? `${decision.event.kind}: ${decision.reason}` : decision.action.do))
}

const exit = { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } as const

/** Worker one's agent is ready, and has no task yet. */
function ready(): World {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  const task = world.state.tasks['one']
  if (task === undefined) throw new Error('no task')
  world.state = { ...world.state, messages: [], assignments: {}, tasks: { one: { ...task, state: 'waiting' } } }
  alterWorker(world, 'one', { assignment: null })
  return world
}

test.each<[string, (world: World) => void]>([
  ['whose agent has ended', world => alterAgent(world, 'one', { exit })],
  ['without an agent', world => alterWorker(world, 'one', { agent: null })],
  ['without a worktree', world => alterWorker(world, 'one', { worktree: null })],
  ['that was stopped', world => alterWorker(world, 'one', { stopped: 'person' })],
])('a worker %s gets no task', (_who, lead) => {
  const world = ready()
  expect(given(world)).toEqual(['assignment.created: its agent is ready'])
  lead(world)
  expect(given(world)).toEqual([])
})

/** Worker one has its task, but this agent has not been told about it. */
function untold(): World {
  const world = aStory()
  begin(world, 'one')
  alterAssignment(world, 'one', { briefed: null, state: 'assigned' })
  return world
}

test("an agent gets its task's brief once, and an agent that replaces another gets the brief again", () => {
  const world = untold()
  expect(given(world)).toEqual(['message.queued: its task has not been delivered yet'])
  alterAssignment(world, 'one', { briefed: { incarnation: 0, at: 1 } })
  expect(given(world)).toEqual(['message.queued: a fresh agent has to be told the task again'])
  alterAssignment(world, 'one', { briefed: { incarnation: 0, at: 1, rewrittenFor: 1 } })
  expect(given(world)).toEqual(['message.queued: the text of its task has changed'])
  alterAssignment(world, 'one', { briefed: { incarnation: 1, at: 1 } })
  expect(given(world)).toEqual([])
})

test.each<[string, (world: World) => void]>([
  ['whose claim waits to be checked', world => alterAssignment(world, 'one', { state: 'claimed' })],
  ['whose claim is being checked', world => alterAssignment(world, 'one', { state: 'verifying' })],
  ['whose agent has ended', world => alterAgent(world, 'one', { exit })],
  ['without an agent', world => alterWorker(world, 'one', { agent: null })],
  ['whose assignment is not known', world => alterWorker(world, 'one', { assignment: 'x.1' as never })],
])('a worker %s gets no brief', (_who, lead) => {
  const world = untold()
  lead(world)
  expect(given(world)).toEqual([])
})
