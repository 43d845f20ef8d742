import { expect, test } from 'vitest'
import { pairsToCompare } from '../../../../src/core/duplicates/works-to-compare.ts'
import { forecastQuestions } from '../../../../src/core/forecast/forecast-heads.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { compareAttempts } from '../../../../src/core/summary/compare-attempts.ts'
import { findOverlaps } from '../../../../src/core/territory/find-overlaps.ts'
import { countTasks } from '../../../../src/core/views/task-counts.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { attemptsOf } from '../../../support/builders/attempts.ts'
import { order } from '../../../support/worlds/order.ts'
import {
  act,
  aStory,
  asked,
  begin,
  breakDownForGood,
  complete,
  pass,
  report,
  say,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, sha, type World } from '../../../support/worlds/world.ts'
import { aFinding, aReviewStory, beginReview, finish, leave, reportReview } from '../review/a-review.ts'

const docs = aWorker('docs', { dependsOn: ['api' as WorkerId] })

function threeAttempts(settle: 'first' | 'best'): World {
  return aStory(aProject({ workers: [...attemptsOf('api', 3, settle), docs] }))
}

const statesOf = ({ state }: World) => ['api', 'api-2', 'api-3'].map(id => state.tasks[id]?.state)

test('with "settle: first" the first proven attempt wins, the agents of the others end, and what waits for the task starts on the winner', () => {
  const world = threeAttempts('first')
  begin(world, 'api')
  begin(world, 'api-3')
  complete(world, 'api-2')
  expect(statesOf(world)).toEqual(['dropped', 'verified', 'dropped'])
  expect(world.state.attempts?.['api']).toMatchObject({ winner: 'api-2', settle: 'first' })
  expect(workerOf(world, 'docs').config.dependsOn).toEqual(['api-2'])
  expect(asked(world)).toEqual(expect.arrayContaining(['end_agent:api', 'end_agent:api-3', 'prepare_worktree:docs']))
  act(world, 'end_agent', 'api')
  expect(asked(world)).toContain('keep_attempt:api')
  act(world, 'keep_attempt', 'api')
  expect(world.state.attempts?.['api']?.kept).toEqual({ api: 'refs/czar/attempts/api' })
})

test('a claim that is proven after another attempt has won changes nothing', () => {
  const world = threeAttempts('first')
  begin(world, 'api')
  report(world, 'api', 'done')
  complete(world, 'api-2')
  verdict(world, 'api', 'verified')
  expect(statesOf(world)).toEqual(['dropped', 'verified', 'dropped'])
})

test('with "settle: best" a proven attempt waits as a candidate, and nothing that needs the task begins', () => {
  const world = threeAttempts('best')
  complete(world, 'api')
  expect(statesOf(world)).toEqual(['candidate', 'waiting', 'waiting'])
  expect(asked(world)).not.toContain('prepare_worktree:docs')
  expect(workerOf(world, 'api').health.reason).toBe(
    'attempt 1 of api: its work is verified at work-api; waits until the other attempts are over',
  )
  expect(countTasks(Object.values(world.state.tasks))).toMatchObject({ wanted: 2, verified: 0, assigned: 1 })
})

test('with "settle: best" an attempt that fails and an attempt that a person stops do not keep the others waiting', () => {
  const world = threeAttempts('best')
  complete(world, 'api-3')
  breakDownForGood(world, 'prepare_worktree', 'api')
  say(world, { kind: 'person.stop', worker: 'api-2' as WorkerId })
  expect(world.state.attempts?.['api']?.winner).toBe('api-3')
  const view = compareAttempts(world.state, 'api-2')
  expect(view?.attempts.map(({ outcome, why }) => [outcome, why])).toEqual([
    ['lost', expect.stringMatching(/^failed: its worktree could not be made/)],
    ['lost', 'was stopped before it was proven'],
    ['won', 'api-3 is the only attempt at api that is proven'],
  ])
})

test('a failed attempt blocks no dependant while another attempt goes on; if all attempts fail, the dependants are blocked', () => {
  const world = threeAttempts('first')
  breakDownForGood(world, 'prepare_worktree', 'api')
  expect(world.state.tasks['api']?.state).toBe('failed')
  expect(workerOf(world, 'docs').health.matter).toBe('dependency')
  breakDownForGood(world, 'prepare_worktree', 'api-2')
  breakDownForGood(world, 'prepare_worktree', 'api-3')
  expect(workerOf(world, 'docs').health.matter).toBe('stranded')
  expect(countTasks(Object.values(world.state.tasks))).toMatchObject({ wanted: 2, failed: 1, waiting: 1 })
})

test('failed attempts are one item for a person, and only if all of them failed', () => {
  const world = threeAttempts('first')
  const items = () => Object.values(world.state.attention).filter(({ settledAt, key }) => settledAt === null && key.startsWith('failed:'))
  for (const [number, worker] of ['api-2', 'api-3'].entries()) {
    begin(world, worker)
    say(world, { kind: 'assignment.failed', worker: worker as WorkerId, assignment: `${worker}.1` as never, reason: `no luck ${number}` })
    expect(items()).toEqual([])
  }
  breakDownForGood(world, 'prepare_worktree', 'api')
  expect(items()).toMatchObject([{ key: 'failed:api', hint: 'czar restart api' }])
  expect(items()[0]?.text).toMatch(
    /^task api failed in all of its 3 attempts; without it docs cannot start \(api: .+; api-2: no luck 0; api-3: no luck 1\)$/,
  )
  order(world, { verb: 'restart', worker: 'api' })
  expect(items()).toEqual([])
})

test('attempts at one task are no duplicates, no conflicts and no overlaps of each other', () => {
  const world = threeAttempts('best')
  for (const id of ['api', 'api-2', 'docs']) {
    if (id !== 'docs') begin(world, id)
    const { activity, ...event } = observed(workerOf(world, id), `head-${id}`) as Extract<
      ReturnType<typeof observed>,
      { kind: 'git.observed' }
    >
    say(world, { ...event, activity: { ...activity, files: ['src/a.ts'], commitsSinceStart: 1 } })
  }
  say(world, { kind: 'git.refs', base: sha('base'), branches: {}, standing: {}, kept: [] })
  const names = forecastQuestions(world.state).map(({ one, other }) => [one, other])
  expect(names).toContainEqual(['api', null])
  expect(names).not.toContainEqual(['api', 'api-2'])
  expect(pairsToCompare(world.state).map(({ later, earlier }) => [later.task, earlier.task])).not.toContainEqual(['api-2', 'api'])
  expect(findOverlaps(world.state, () => false).get('api' as WorkerId)).toEqual([{ worker: 'docs', files: ['src/a.ts'] }])
})

test('a project file that is read again keeps the winner, and drops an attempt that it adds', () => {
  const world = threeAttempts('first')
  complete(world, 'api-2')
  const again = aProject({ workers: [...attemptsOf('api', 4, 'first'), docs, aWorker('late', { dependsOn: ['api' as WorkerId] })] })
  say(world, { kind: 'project.loaded', project: again })
  expect([...statesOf(world), world.state.tasks['api-4']?.state]).toEqual(['dropped', 'verified', 'dropped', 'dropped'])
  expect(world.state.tasks['late']?.after).toEqual(['api-2'])
  expect(countTasks(Object.values(world.state.tasks))).toMatchObject({ wanted: 3, verified: 1, dropped: 0 })
  pass(world, 1_000)
  expect(asked(world)).not.toContain('prepare_worktree:api-4')
})

test('a state without attempts has none of their fields', () => {
  const world = aStory(aProject({ workers: [aWorker('one')] }))
  complete(world, 'one')
  expect(world.state.attempts).toBeUndefined()
  expect(JSON.stringify(world.state)).not.toMatch(/"(?:attempt|size|attempts)":[{[]/)
})

test('with "settle: best" each proven attempt is reviewed first, and the one without a fault wins', () => {
  const world = aReviewStory({ verdict: 'advise' }, { workers: [...attemptsOf('api', 2, 'best'), docs] })
  finish(world, 'api')
  leave(world, 'api')
  beginReview(world, 'review-1')
  finish(world, 'api-2')
  leave(world, 'api-2')
  reportReview(world, 'review-1', [aFinding('It loses a line', 'shows it')])
  expect(statesOf(world).slice(0, 2)).toEqual(['candidate', 'candidate'])
  beginReview(world, 'review-2')
  expect(world.state.attempts).toBeUndefined()
  reportReview(world, 'review-2', [])
  expect(world.state.attempts?.['api']).toMatchObject({
    winner: 'api-2',
    reason:
      'api-2 is the best of 2 proven attempts at api: api has 1 fault that its review found, and api-2 has 0 faults that its review found',
  })
})

test('with "settle: best" an attempt whose review sends it back goes on, and no winner is settled meanwhile', () => {
  const world = aReviewStory({ verdict: 'gate' }, { workers: attemptsOf('api', 2, 'best') })
  finish(world, 'api')
  leave(world, 'api')
  beginReview(world, 'review-1')
  finish(world, 'api-2')
  leave(world, 'api-2')
  beginReview(world, 'review-2')
  reportReview(world, 'review-2', [])
  reportReview(world, 'review-1', [aFinding('It loses a line', 'shows it')])
  expect(statesOf(world).slice(0, 2)).toEqual(['assigned', 'candidate'])
  expect(world.state.attempts).toBeUndefined()
})

test.each(['first', 'best'] as const)('%s: a file that gets attempts at a task which is proven already keeps that proof', settle => {
  const world = aStory(aProject({ workers: [aWorker('api')], concurrency: 4 }))
  complete(world, 'api')
  say(world, { kind: 'project.loaded', project: aProject({ workers: attemptsOf('api', 3, settle), concurrency: 4 }) })
  expect(statesOf(world)).toEqual(['verified', 'dropped', 'dropped'])
  expect(world.state.attempts?.['api']).toMatchObject({
    winner: 'api',
    reason: 'api was proven before there were other attempts at api',
    attempts: [{ task: 'api', commit: 'work-api' }, { commit: null }, { commit: null }],
  })
  expect(asked(world)).not.toContain('prepare_worktree:api-2')
})
