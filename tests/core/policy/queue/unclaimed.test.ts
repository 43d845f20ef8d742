import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { WorkerConfig } from '../../../../src/core/model/project.ts'
import { unclaimedTasks } from '../../../../src/core/policy/facts/work/unclaimed.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, workerOf } from '../../../support/worlds/story.ts'

/** Two bonus tasks wait and a third cannot start. Each worker has tried the tasks listed for it. */
function after(tried: { readonly one: readonly string[]; readonly two: readonly string[] }): State {
  const bonus = [aBonus('bench'), aBonus('chart'), aBonus('lost', { after: ['nowhere' as TaskId] })]
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus })
  const [one, two] = [workerOf(world, 'one'), workerOf(world, 'two')]
  const workers = { one: { ...one, tried: tried.one as TaskId[] }, two: { ...two, tried: tried.two as TaskId[] } }
  return { ...world.state, workers }
}

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['nobody has tried any', [], [], []],
  ['each was tried by one of the two', ['bench'], ['chart'], []],
  ['the first has tried all, the second none', ['bench', 'chart'], [], []],
  ['both have tried the same one', ['bench'], ['bench'], ['bench']],
  ['both have tried all, and what cannot start is not counted', ['bench', 'chart', 'lost'], ['bench', 'chart', 'lost'], ['bench', 'chart']],
])('tasks that no worker will get are listed when %s', (_when, one, two, expected) => {
  expect([...unclaimedTasks(after({ one, two }))]).toEqual(expected)
})

const TWO_NEEDS_ONE = aWorker('two', { dependsOn: ['one' as WorkerId] })
const THREE_NEEDS_TWO = aWorker('three', { dependsOn: ['two' as WorkerId] })

test.each<[string, readonly WorkerConfig[], readonly string[]]>([
  ['needs it', [TWO_NEEDS_ONE], ['one']],
  ['needs a task that needs it', [TWO_NEEDS_ONE, THREE_NEEDS_TWO], ['one']],
  ['needs another task', [aWorker('two'), THREE_NEEDS_TWO], []],
])('nobody waits for another worker to take over a task if its own task %s', (_what, others, expected) => {
  const { state } = aStory({ workers: [aWorker('one'), ...others] })
  const one = state.tasks['one']
  if (one === undefined) throw new Error('no task one')
  const returned = { ...one, earlier: [{ worker: 'one' as WorkerId, how: 'stalled' as const, left: null }], worker: null }
  expect([...unclaimedTasks({ ...state, tasks: { ...state.tasks, one: returned } })]).toEqual(expected)
})
