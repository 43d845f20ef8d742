import { expect, test } from 'vitest'
import { createPolicyContext } from '../../../src/core/policy/engine/policy-context.ts'
import { verifyClaim } from '../../../src/core/policy/proof/verify.ts'
import { aProject } from '../../support/builders/a-project.ts'
import { alterAssignment } from '../../support/builders/limited.ts'
import { assignmentOf, told, verdict, workerOf } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'
import { claim, rejectOnce } from './a-claim.ts'

/** The events after the second rejection of three. `commits` holds the number of commits at each rejection. */
function second(commits: readonly (number | null)[], lead: (world: World) => void = () => {}): readonly string[] {
  const world = claim()
  rejectOnce(world, 5)
  verdict(world, 'one', 'rejected', ['a test fails', 'and another'])
  world.state = { ...world.state, messages: [] }
  const rejected = commits.map(count => ({ reasons: ['a test fails'], error: null, commits: count }))
  alterAssignment(world, 'one', { toldRejections: 1, rejected })
  lead(world)
  const context = createPolicyContext(world.state, aProject(), world.now)
  verifyClaim(context, workerOf(world, 'one'))
  return context.plan().decisions.map(({ reason }) => reason)
}

const afresh = ['its claim was rejected 2 times, last: a test fails and another']
const rework = ['its claim was rejected: a test fails and another']

test('a fresh agent makes the last attempt if at most one commit came between the last two rejections, and this is known', () => {
  expect(second([3, 4])).toEqual(afresh)
  expect(second([3, 3])).toEqual(afresh)
  expect(second([3, 5])).toEqual(rework)
  expect(second([9, 3, 4]), 'the last two count').toEqual(afresh)
  expect(second([3, 4, 9])).toEqual(rework)
  expect(second([null, 4])).toEqual(rework)
  expect(second([0, null])).toEqual(rework)
  expect(second([1])).toEqual(rework)
  expect(second([])).toEqual(rework)
})

test('a fresh agent for the last attempt is used once, and not more often than agents may be replaced', () => {
  const climbed = (rung: 'ask' | 'fresh', matter: string, at: number) =>
    ({ rung, about: 'task', matter, incarnation: 1, at, finding: 'x' }) as const
  const after = (...current: ReturnType<typeof climbed>[]) =>
    second([3, 4], world => alterAssignment(world, 'one', { ladder: { ...assignmentOf(world, 'one').ladder, current } }))
  const now = 1_000_000
  expect(after(climbed('fresh', 'rejected', now))).toEqual(rework)
  expect(after(climbed('ask', 'idle', now), climbed('fresh', 'idle', now), climbed('fresh', 'idle', now))).toEqual(afresh)
  expect(after(...['a', 'b', 'c'].map(matter => climbed('fresh', matter, now)))).toEqual(rework)
  expect(
    second([3, 4], world => alterAssignment(world, 'one', { rejections: 1, toldRejections: 0 })),
    'two attempts are left',
  ).toEqual(rework)
})

test('the journal has the fresh agent for the last attempt as a step for the task', () => {
  const world = claim()
  rejectOnce(world, 1)
  verdict(world, 'one', 'rejected', ['a test fails'])
  expect(told(world, 'ladder.climbed')).toMatchObject([{ about: 'task', incarnation: 1, assignment: 'one.1' }])
})
