import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { BonusConfig, Project, WorkerConfig } from '../../../../src/core/model/project.ts'
import { explainMatch, scoreOf } from '../../../../src/core/policy/queue/score.ts'
import { bonusTask, primaryTask } from '../../../../src/core/state/empty.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aStory, begin, complete, report, say, told, turn, verdict, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const [one, two] = ['one' as WorkerId, 'two' as WorkerId]
const api = { owns: ['src/api/**'] }
const docs = { owns: ['docs/**'] }

/** Both workers have worked. One of them had its claim rejected once before it was verified. */
function afterWork(extra: Partial<BonusConfig>, over: { one?: object; two?: object } = {}): World {
  const workers = [aWorker('one', over.one), aWorker('two', over.two)]
  const world = aStory({ workers, bonus: [aBonus('more', { after: [one, two] as string[] as TaskId[], ...extra })] })
  begin(world, 'one')
  report(world, 'one', 'done')
  verdict(world, 'one', 'rejected', ['tests fail'])
  report(world, 'one', 'done')
  begin(world, 'two')
  report(world, 'two', 'done')
  for (const id of ['one', 'two']) turn(world, id, 'idle')
  verdict(world, 'one', 'verified')
  verdict(world, 'two', 'verified')
  return world
}

test.each<[string, Partial<BonusConfig>, { one?: object; two?: object }, string]>([
  ['nothing else speaks for either: who was verified at first try', {}, {}, 'two'],
  ['a record elsewhere says nothing', api, { one: api, two: docs }, 'one'],
  ['a record in that territory, in a directory of it', api, { one: { owns: ['src/api/v1/**'] }, two: { owns: ['src/api/v2/**'] } }, 'two'],
  [
    'a record in the role',
    { owns: ['bench/**'], prefers: { workers: [], roles: ['tester'] } },
    { one: { role: 'tester', ...docs }, two: { role: 'tester', ...docs } },
    'two',
  ],
  ['the role outweighs a record', { prefers: { workers: [], roles: ['tester'] } }, { one: { role: 'tester' } }, 'one'],
  [
    'a preference by name outweighs everything else',
    { ...api, prefers: { workers: [one], roles: ['tester'] } },
    { two: { role: 'tester', ...api } },
    'one',
  ],
])('the score of a worker for a task: %s', (_why, extra, over, winner) => {
  const world = afterWork(extra, over)
  expect(world.state.tasks['more']?.worker).toBe(winner)
})

test('a worker that failed in a territory comes after one that succeeded there, although it owns the territory', () => {
  const world = aStory({
    workers: [aWorker('one', api), aWorker('two', docs)],
    bonus: [
      aBonus('first', { ...api, prefers: { workers: [one], roles: [] } }),
      aBonus('second', { ...api, after: [two as string as TaskId] }),
    ],
  })
  complete(world, 'one')
  say(world, { kind: 'assignment.failed', worker: one, assignment: 'first.1' as never, reason: 'x' })
  complete(world, 'two')
  const { state } = world
  const task = state.tasks['second']
  if (task === undefined) throw new Error('no task')
  expect(explainMatch(state, workerOf(world, 'one'), task)).toEqual({
    points: 8,
    reasons: ['it owns that territory', 'it was verified there at first try', 'it failed there before'],
  })
  expect(scoreOf(state, workerOf(world, 'two'), task)).toBe(40)
})

test('a task in which a worker was stopped, or that it refused, does not count as its failure', () => {
  const world = aStory({ workers: [aWorker('one')], bonus: [aBonus('first'), aBonus('second')] })
  complete(world, 'one')
  report(world, 'one', 'refuse', { text: 'no' })
  const task = world.state.tasks['second']
  if (task === undefined) throw new Error('no task')
  expect(explainMatch(world.state, workerOf(world, 'one'), task).reasons).toEqual(['it was verified there at first try'])
})

/** The points in favour of worker one, which has these properties and was proven after this many rejected claims. */
function speakingFor(config: Partial<WorkerConfig>, extra: Partial<BonusConfig>, rejections = 0) {
  const world = aStory({ workers: [aWorker('one', config)] })
  complete(world, 'one')
  const done = world.state.assignments['one.1']
  if (done === undefined) throw new Error('one was given nothing')
  const state = { ...world.state, assignments: { 'one.1': { ...done, rejections } } }
  return explainMatch(state, workerOf(world, 'one'), bonusTask(aBonus('more', extra)))
}

test('a proof after a rejected claim counts for a worker, but less than one at the first try', () => {
  expect(speakingFor({}, {}, 1)).toEqual({ points: 2, reasons: ['it was verified there'] })
  expect(speakingFor({}, {})).toEqual({ points: 5, reasons: ['it was verified there at first try'] })
})

test('a task without territory and role gives no worker a better score, nor does a result of a task that no longer exists', () => {
  const nothing = { points: 5, reasons: ['it was verified there at first try'] }
  expect(speakingFor(api, {})).toEqual(nothing)
  expect(speakingFor({ role: 'tester' }, {})).toEqual(nothing)
  expect(speakingFor({}, { after: ['nowhere' as TaskId] })).toEqual(nothing)
  expect(speakingFor({ role: 'tester' }, { prefers: { workers: [], roles: ['writer'] } })).toEqual(nothing)
})

test("another worker's own task, which has no preference, is matched by territory and earlier results only", () => {
  const world = aStory({ workers: [aWorker('one', { role: 'tester', ...api })] })
  complete(world, 'one')
  expect(explainMatch(world.state, workerOf(world, 'one'), primaryTask(aWorker('two', api)))).toEqual({
    points: 13,
    reasons: ['it owns that territory', 'it was verified there at first try'],
  })
})

test('the journal has the reason why this worker got the task', () => {
  const world = afterWork({ ...api, prefers: { workers: [two], roles: [] } }, { two: api })
  const given = told(world, 'assignment.created').find(({ assignmentKind }) => assignmentKind === 'bonus')
  expect(given?.reason).toBe(
    'best match for more among those who are free: the task prefers it, it owns that territory, it was verified there at first try (93)',
  )
})

test('if nothing else speaks for a worker, the one whose agent was more often right at the first claim is preferred', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { agent: 'other' })], bonus: [aBonus('more')] })
  const task = world.state.tasks['more']
  const points = (experience: Project['experience'], id: string) => {
    const state = {
      ...world.state,
      project: { ...aProject(), ...world.state.project, ...(experience === undefined ? {} : { experience }) },
    }
    if (task === undefined) throw new Error('no task')
    return scoreOf(state, workerOf(world, id), task)
  }
  const clear = { scripted: { claimed: 20, rightFirst: 10 }, other: { claimed: 20, rightFirst: 18 } }
  expect([points(clear, 'one'), points(clear, 'two')]).toEqual([0, 1])
  const close = { scripted: { claimed: 20, rightFirst: 17 }, other: { claimed: 20, rightFirst: 18 } }
  expect([points(close, 'one'), points(close, 'two')]).toEqual([0, 0])
  const thin = { scripted: { claimed: 9, rightFirst: 0 }, other: { claimed: 20, rightFirst: 18 } }
  expect([points(thin, 'one'), points(thin, 'two')]).toEqual([0, 0])
  expect([points(undefined, 'one'), points(undefined, 'two')]).toEqual([0, 0])
})
