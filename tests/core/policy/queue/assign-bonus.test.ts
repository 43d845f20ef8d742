import { expect, test } from 'vitest'
import type { EffectId, TaskId } from '../../../../src/core/model/ids.ts'
import type { BonusConfig, WorkerConfig } from '../../../../src/core/model/project.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { assignBonus } from '../../../../src/core/policy/queue/assign-bonus.ts'
import { bestOf } from '../../../../src/core/policy/queue/best-of.ts'
import { bonusTask } from '../../../../src/core/state/empty.ts'
import type { OpenEffect, State } from '../../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../../src/core/state/types/task-state.ts'
import type { WorkerState } from '../../../../src/core/state/types/worker-state.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, complete, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

/**
 * Workers one and two have finished their own tasks and are at rest. They are kept for a bonus task that waits for
 * worker three's task.
 */
function atRest(over: Partial<WorkerConfig> = {}): World {
  const bonus = [aBonus('later', { after: ['three' as TaskId] })]
  const world = aStory({ workers: [aWorker('one', over), aWorker('two', over), aWorker('three')], bonus })
  for (const id of ['one', 'two']) complete(world, id)
  return world
}

function queued({ state }: World, ...bonus: readonly TaskState[]): State {
  return { ...state, tasks: { ...state.tasks, ...Object.fromEntries(bonus.map(task => [task.id, task])) } }
}

const aTask = (id: string, over: Partial<BonusConfig> = {}): TaskState => bonusTask(aBonus(id, over))

/** The assignments of one look at the queue. */
function given(state: State) {
  const context = createPolicyContext(state, aProject(), state.at)
  assignBonus(context)
  return context
    .plan()
    .decisions.flatMap(decision => (decision.kind === 'record' && decision.event.kind === 'assignment.created' ? [decision.event] : []))
}

function withOne(state: State, over: Partial<WorkerState>): State {
  const { one } = state.workers
  if (one === undefined) throw new Error('no worker one')
  return { ...state, workers: { ...state.workers, one: { ...one, ...over } } }
}

test('in one step a worker gets one task, and the next task goes to the next worker', () => {
  const world = atRest()
  const looks = given(queued(world, aTask('a'), aTask('b'), aTask('c')))
  expect(looks.map(({ worker, assignment }) => [worker, assignment])).toEqual([
    ['one', 'a.1'],
    ['two', 'b.1'],
  ])
})

test('among equal workers the first gets the task', () => {
  const world = atRest()
  const [one, two] = [workerOf(world, 'one'), workerOf(world, 'two')]
  expect(bestOf(world.state, aTask('a'), [one, two])?.id).toBe('one')
  expect(bestOf(world.state, aTask('a'), [two, one])?.id).toBe('two')
})

test('the journal says if a person chose the worker, and if no worker was a better match', () => {
  const world = atRest({ owns: ['src/**'] })
  const reserved = { ...aTask('a'), reservedFor: workerOf(world, 'two').id }
  expect(given(queued(world, reserved))).toMatchObject([{ worker: 'two', reason: 'a person assigned a to two' }])
  expect(given(queued(world, aTask('b', { owns: ['docs/**'] })))).toMatchObject([
    { worker: 'one', reason: 'best match for b among those who are free: nothing speaks for another (0)' },
  ])
})

test.each(['busy', 'waiting'] as const)('no task is assigned to a worker whose agent is %s', turn => {
  const state = queued(atRest(), aTask('a'))
  const agent = state.workers['one']?.agent
  if (agent === undefined || agent === null) throw new Error('one has no agent')
  expect(given(withOne(state, { agent: { ...agent, turn } }))).toMatchObject([{ worker: 'two' }])
})

test('no task is assigned to a worker whose agent is being ended', () => {
  const world = atRest()
  const state = queued(world, aTask('a'))
  const ending: OpenEffect = { id: 'end:one' as EffectId, action: 'end_agent', worker: workerOf(world, 'one').id, at: 0 }
  expect(given({ ...state, effects: { [ending.id]: ending } })).toMatchObject([{ worker: 'two' }])
})

test('a bonus task is assigned with the name of its own branch, whose start is not known yet', () => {
  expect(given(queued(atRest(), aTask('a')))).toMatchObject([{ worker: 'one', branch: 'feat/a', fromSha: null }])
})
