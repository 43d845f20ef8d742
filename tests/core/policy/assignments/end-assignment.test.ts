import { expect, test } from 'vitest'
import type { Event } from '../../../../src/core/events/event.ts'
import type { ReturnHow } from '../../../../src/core/events/work-event.ts'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { canBeTaken } from '../../../../src/core/policy/assignments/can-be-taken.ts'
import { endAssignment } from '../../../../src/core/policy/assignments/end-assignment.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../../src/core/state/types/task-state.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, assignmentOf, begin, complete, justSeen, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

/** Worker one works on its own task or on a bonus task. Worker two, if there is one, has not begun its own task. */
function atWork(kind: TaskState['kind'], isAlone = false): World {
  const bonus = kind === 'bonus' ? [aBonus('more')] : []
  const world = aStory({ workers: isAlone ? [aWorker('one')] : [aWorker('one'), aWorker('two')], bonus })
  if (kind === 'bonus') complete(world, 'one')
  else begin(world, 'one')
  return world
}

function taskOf(world: World): TaskState {
  const task = world.state.tasks[assignmentOf(world, 'one').task]
  if (task === undefined) throw new Error('one is at no task')
  return task
}

/** The events when worker one's assignment ends in this way. `earlier` lists how other workers gave the task back before. */
function ending(world: World, how: 'crashed' | 'undelivered' | 'rejected', earlier: readonly ReturnHow[] = []): Event['kind'][] {
  const task = taskOf(world)
  const holders = earlier.map((how, index) => ({ worker: `w${index}` as WorkerId, how, left: null }))
  return recorded({ ...world.state, tasks: { ...world.state.tasks, [task.id]: { ...task, earlier: holders } } }, world, how)
}

function recorded(state: State, world: World, how: 'crashed' | 'undelivered' | 'rejected'): Event['kind'][] {
  const context = createPolicyContext(state, aProject(), world.now)
  endAssignment(context, justSeen(world, 'one'), { assignment: assignmentOf(world, 'one'), how, reason: 'x' })
  return context.plan().decisions.flatMap(decision => (decision.kind === 'record' ? [decision.event.kind] : []))
}

const [RETURNED, FAILED] = [['assignment.returned'], ['assignment.failed']]

test.each(['crashed', 'undelivered'] as const)(
  "when a task's agent ends as %s, a bonus task returns to the queue and another task has failed",
  how => {
    expect(ending(atWork('bonus'), how)).toEqual(RETURNED)
    expect(ending(atWork('bonus'), how, ['rejected', 'rejected']), 'whatever became of it before').toEqual(RETURNED)
    expect(ending(atWork('primary'), how)).toEqual(FAILED)
  },
)

test("a bonus task has failed after a second worker's claims were rejected, and other returns do not count", () => {
  expect(ending(atWork('bonus'), 'rejected')).toEqual(RETURNED)
  expect(ending(atWork('bonus', true), 'rejected'), 'though nobody else is there').toEqual(RETURNED)
  expect(ending(atWork('bonus'), 'rejected', ['stopped', 'silent', 'refused'])).toEqual(RETURNED)
  expect(ending(atWork('bonus'), 'rejected', ['stopped', 'rejected'])).toEqual(FAILED)
})

test("a worker's own task with rejected claims goes to another worker, unless one was stuck on it before or nobody is free", () => {
  expect(ending(atWork('primary'), 'rejected')).toEqual(RETURNED)
  expect(ending(atWork('primary'), 'rejected', ['stopped', 'parked'])).toEqual(RETURNED)
  expect(ending(atWork('primary'), 'rejected', ['stopped', 'rejected'])).toEqual(FAILED)
  expect(ending(atWork('primary'), 'rejected', ['stopped', 'stalled'])).toEqual(FAILED)
  expect(ending(atWork('primary', true), 'rejected')).toEqual(FAILED)
})

test('an assignment whose task no longer exists is not handed over', () => {
  const world = atWork('bonus')
  expect(recorded({ ...world.state, tasks: {} }, world, 'crashed')).toEqual(FAILED)
})

/** Whether worker two can take worker one's task, in a world with these changes to worker two or its own task. */
function isTakenByTwo({
  own = {},
  ...seat
}: {
  stopped?: 'person'
  paused?: boolean
  tried?: TaskId[]
  own?: Partial<TaskState> | null
}): boolean {
  const world = atWork('primary')
  const { two: task, ...others } = world.state.tasks
  if (task === undefined) throw new Error('two has no task')
  const tasks = own === null ? others : { ...others, two: { ...task, ...own } }
  const workers = { ...world.state.workers, two: { ...workerOf(world, 'two'), ...seat } }
  return canBeTaken({ ...world.state, workers, tasks }, taskOf(world), one)
}

test('a task can be taken by a worker that may begin, or has begun, its own task', () => {
  expect(isTakenByTwo({})).toBe(true)
  expect(isTakenByTwo({ own: { state: 'assigned', after: [one as string as TaskId] } }), 'it did not wait').toBe(true)
  expect(isTakenByTwo({ own: { after: [one as string as TaskId] } }), 'it waits for this very task').toBe(false)
})

test('a task cannot be taken by a worker that is stopped, paused, tried the task before, or has no own task', () => {
  expect(isTakenByTwo({ stopped: 'person' })).toBe(false)
  expect(isTakenByTwo({ paused: true })).toBe(false)
  expect(isTakenByTwo({ tried: [one as string as TaskId] })).toBe(false)
  expect(isTakenByTwo({ own: null })).toBe(false)
})
