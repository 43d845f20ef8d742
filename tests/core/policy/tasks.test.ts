import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { State } from '../../../src/core/model/state.ts'
import type { TaskState } from '../../../src/core/model/task-state.ts'
import type { WorkerState } from '../../../src/core/model/worker-state.ts'
import { isFree } from '../../../src/core/policy/tasks.ts'
import { aBonus } from '../../support/a-project.ts'
import { aStory, complete, workerOf } from '../../support/story.ts'
import type { World } from '../../support/world.ts'

interface Change {
  readonly worker?: Partial<WorkerState>
  readonly own?: Partial<TaskState>
  readonly state?: Partial<State>
}

/** Worker one has proven its own work; more is a bonus task that it could be given. */
function world(): World {
  const before = aStory({ bonus: [aBonus('more', { after: ['other' as never] }), aBonus('other', { after: ['more' as never] })] })
  complete(before, 'one')
  return before
}

function changed({ state }: World, { worker = {}, own = {}, state: parts = {} }: Change): State {
  const [known, task] = [state.workers['one'], state.tasks['one']]
  if (known === undefined || task === undefined) throw new Error('no worker')
  const workers = { ...state.workers, one: { ...known, ...worker } }
  return { ...state, workers, tasks: { ...state.tasks, one: { ...task, ...own } }, ...parts }
}

const recheck = { because: 'base', reason: 'main moved', at: 1, errors: 0 } as const

test.each<[string, boolean, Change]>([
  ['its own work is proven', true, {}],
  ['a person paused it', false, { worker: { paused: true } }],
  ['it was stopped', false, { worker: { stopped: 'closed' } }],
  ['it has a task', false, { worker: { assignment: 'x.1' as never } }],
  ['its work is still waiting', false, { own: { state: 'waiting' } }],
  ['another did its task', false, { own: { worker: 'two' as WorkerId } }],
  ['the file has it no more', false, { state: { project: null } }],
])('is a worker free for more? %s: %s', (_title, isSo, change) => {
  const state = changed(world(), change)
  expect(isFree(state, state.workers['one'] ?? workerOf(world(), 'one'))).toBe(isSo)
})

test('who may have to mend what it did before is not free; when only a person can have that checked, it is', () => {
  const story = world()
  const { one, more } = story.state.tasks
  if (one === undefined || more === undefined) throw new Error('no task')
  const done = (rechecks: number) => ({
    ...story.state,
    tasks: {
      ...story.state.tasks,
      more: { ...more, state: 'stale', worker: 'one', assignment: one.assignment, recheck, rechecks } as TaskState,
    },
  })
  expect(isFree(done(0), workerOf(story, 'one'))).toBe(false)
  expect(isFree(done(5), workerOf(story, 'one'))).toBe(true)
  const others = { ...done(0).tasks, more: { ...done(0).tasks.more, worker: 'two' as WorkerId } }
  expect(isFree({ ...story.state, tasks: others }, workerOf(story, 'one')), 'what another did').toBe(true)
})
