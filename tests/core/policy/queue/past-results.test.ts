import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { pastResults } from '../../../../src/core/policy/queue/past-results.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import type { AssignmentState } from '../../../../src/core/state/types/task-state.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, complete } from '../../../support/worlds/story.ts'

const one = 'one' as WorkerId
const owns = ['src/api/**']

/** Worker one's task is verified at the first try, with these changes to its assignment. */
function after(over: Partial<AssignmentState>): State {
  const world = aStory({ workers: [aWorker('one', { owns })] })
  complete(world, 'one')
  const { assignments } = world.state
  const done = assignments['one.1']
  if (done === undefined) throw new Error('one was given nothing')
  return { ...world.state, assignments: { ...assignments, 'one.1': { ...done, ...over } } }
}

test('a proof counts as one at the first try only if no claim was rejected before', () => {
  expect(pastResults(after({}), one)).toEqual([{ outcome: 'first_try', owns }])
  expect(pastResults(after({ rejections: 2 }), one)).toEqual([{ outcome: 'later_try', owns }])
})

test.each<NonNullable<AssignmentState['ended']>>(['failed', 'rejected', 'crashed', 'silent'])(
  'a task that ended as %s counts as a failure',
  ended => {
    expect(pastResults(after({ state: 'failed', ended }), one)).toEqual([{ outcome: 'failed', owns }])
  },
)

test.each<NonNullable<AssignmentState['ended']>>(['stopped', 'refused', 'parked', 'undelivered', 'dropped'])(
  'a task that ended as %s does not count for or against its worker',
  ended => {
    expect(pastResults(after({ state: 'failed', ended }), one)).toEqual([])
  },
)

test('an open task has no result, nor has a worker that got no task', () => {
  expect(pastResults(after({ state: 'acknowledged' }), one)).toEqual([])
  expect(pastResults(after({}), 'two' as WorkerId)).toEqual([])
})

test('a result of a task that no longer exists has no territory', () => {
  expect(pastResults({ ...after({}), tasks: {} }, one)).toEqual([{ outcome: 'first_try', owns: [] }])
})
