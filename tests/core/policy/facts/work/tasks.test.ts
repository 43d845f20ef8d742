import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../../src/core/model/ids.ts'
import { isFree } from '../../../../../src/core/policy/facts/work/tasks.ts'
import type { TaskState } from '../../../../../src/core/state/types/task-state.ts'
import { aProvenWorker, type Change, changed } from '../../../../support/builders/a-proven-worker.ts'
import { workerOf } from '../../../../support/worlds/story.ts'

const recheck = { because: 'base', reason: 'main moved', at: 1, errors: 0 } as const

test.each<[string, boolean, Change]>([
  ['its own work is proven', true, {}],
  ['a person paused it', false, { worker: { paused: true } }],
  ['it was stopped', false, { worker: { stopped: 'closed' } }],
  ['it has a task', false, { worker: { assignment: 'x.1' as never } }],
  ['its work is still waiting', false, { own: { state: 'waiting' } }],
  ['another did its task', false, { own: { worker: 'two' as WorkerId } }],
  ['the file has it no more', false, { state: { project: null } }],
])('is a worker free for another task? %s: %s', (_title, isSo, change) => {
  const state = changed(aProvenWorker(), change)
  expect(isFree(state, state.workers['one'] ?? workerOf(aProvenWorker(), 'one'))).toBe(isSo)
})

test('a worker that may have to repair earlier work is not free; if only a person can have that work checked, it is', () => {
  const story = aProvenWorker()
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
