import { expect, test } from 'vitest'
import { missingTest, untriedCommand } from '../../../src/core/landing/tree-tests.ts'
import type { TaskId } from '../../../src/core/model/ids.ts'
import { emptyState, primaryTask } from '../../../src/core/state/empty.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import type { TrainState } from '../../../src/core/state/types/train-state.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'

const members = ['one', 'two'].map(task => ({ task: task as TaskId, commit: task, merge: `merge-${task}` }))

/** Two proven tasks on a tested tree on which these commands passed. */
function tested(
  commands: readonly string[] | undefined,
  accept: Readonly<Record<string, readonly string[]>>,
  test: readonly string[] = [],
): State {
  const workers = Object.entries(accept).map(([id, commands]) => aWorker(id, { accept: commands as string[] }))
  const project = { ...aProject({ workers }), policy: { ...aPolicy, merge: { mode: 'omnibus', test, contentLoss: 0.2 } as const } }
  const tasks = Object.fromEntries(workers.map(worker => [worker.id, { ...primaryTask(worker), state: 'verified', worker: worker.id }]))
  const train = { base: 'base', tested: 'merge-two', members, candidate: null, ...(commands === undefined ? {} : { commands }) }
  return { ...emptyState, project, workers: Object.fromEntries(workers.map(config => [config.id, { config }])), tasks, train } as never
}

const untried = (state: State) => untriedCommand(state, state.train as TrainState)

test('a command that a task has only since the test of the tree is untried, also if czar does not know what ran there', () => {
  expect(untried(tested(['a', 'b'], { one: ['a'], two: ['b'] }))).toBe(null)
  expect(untried(tested(['a', 'b'], { one: ['a'], two: ['b', 'c'] }))).toBe('c')
  expect(untried(tested(undefined, { one: ['a'], two: [] }))).toBe('a')
  expect(untried(tested(undefined, { one: [], two: [] }))).toBe(null)
})

test('merge.test takes the place of the commands of all tasks', () => {
  expect(untried(tested(['all'], { one: ['a'], two: ['b'] }, ['all']))).toBe(null)
  expect(untried(tested(['a', 'b'], { one: ['a'], two: ['b'] }, ['all']))).toBe('all')
  expect(untried(tested(['all'], { one: ['a'], two: ['b'] }))).toBe('a')
})

test('a part of the train that passed and is not on the branch yet needs the new commands as well', () => {
  const state = tested(['a'], { one: ['a'], two: ['b'] })
  const [first, second] = members
  const waiting = { members: [second], green: 1, red: null, commands: ['a'] }
  const train = { ...state.train, tested: 'merge-one', members: [first], candidate: waiting } as never
  expect(untried({ ...state, train })).toBe('b')
})

test('the commands of a task that counts as done by the same work must pass too', () => {
  const state = tested([], { one: ['a'], two: ['b'] })
  const two = { ...state.tasks['two'], verified: { by: { task: 'one' } } }
  expect(missingTest({ ...state, tasks: { ...state.tasks, two } } as never, ['one' as TaskId], ['a'])).toBe('b')
})
