import { expect, test } from 'vitest'
import type { Event } from '../../../../src/core/events/event.ts'
import type { TaskId } from '../../../../src/core/model/ids.ts'
import type { AddedQuestion, AddedWork } from '../../../../src/core/ports/duplicates-port.ts'
import { createDuplicateSensor } from '../../../../src/supervisor/sensors/git/duplicate-sensor.ts'
import { added, commitOf, OTHER, SLUG, SLUG_RENAMED, workOf } from '../../../core/duplicates/some-work.ts'
import { twoAuthors } from '../../../core/policy/duplicates/two-authors.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { assignmentOf, report, say, verdict, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha } from '../../../support/worlds/world.ts'

function aSensor(works: Record<string, AddedWork | null | Error>, policy: 'settle' | 'off' = 'settle') {
  const world = twoAuthors(policy)
  const hands = someHands(world)
  const asked: AddedQuestion[] = []
  hands.git.added = async question => {
    asked.push(question)
    const work = works[question.head]
    if (work instanceof Error) throw work
    return work ?? null
  }
  const told: Event[] = []
  const observe = (...events: readonly Event[]) => {
    told.push(...events)
    say(world, ...events)
  }
  const sensor = createDuplicateSensor({ hands, state: () => world.state, observe })
  return {
    world,
    hands,
    asked,
    told,
    sensor,
    moved: () => sensor.onEvents?.([{ ...observed(workerOf(world, 'two'), 'x'), seq: 1, at: 1 }]),
  }
}

test('a branch that moved is compared when it stands still, and the later work is named with the evidence', async () => {
  const { hands, told, moved, sensor, asked } = aSensor({
    'work-one': workOf([added('a.ts', SLUG)]),
    'work-two': workOf([added('b.ts', SLUG_RENAMED)]),
  })
  moved()
  moved()
  expect(asked).toEqual([])
  await hands.clock.pass(1_000)
  await sensor.look()
  expect(told).toMatchObject([
    {
      kind: 'duplicate.found',
      task: 'two',
      commit: 'work-two',
      earlier: { task: 'one', commit: 'work-one' },
      facts: [{ kind: 'near', file: 'b.ts', otherFile: 'a.ts' }],
    },
  ])
})

test("each branch's commit is read once, and a compared pair is not compared again", async () => {
  const { world, sensor, asked, told } = aSensor({
    'work-one': workOf([added('a.ts', SLUG)]),
    'work-two': workOf([added('b.ts', OTHER)]),
    'more-two': workOf([added('b.ts', OTHER)]),
  })
  await sensor.look()
  await sensor.look()
  expect(asked.map(({ head }) => head)).toEqual(['work-two', 'work-one'])
  say(world, observed(workerOf(world, 'two'), 'more-two'))
  await sensor.look()
  expect(asked.map(({ head }) => head)).toEqual(['work-two', 'work-one', 'more-two'])
  expect(told).toEqual([])
})

test('a comparison that is requested during another one includes the commits made meanwhile', async () => {
  const { world, sensor, told, hands } = aSensor({
    'work-one': workOf([added('a.ts', OTHER)]),
    'work-two': workOf([added('b.ts', SLUG)]),
    'more-one': workOf([added('a.ts', SLUG)]),
  })
  const { added: read } = hands.git
  const goOn = Promise.withResolvers<void>()
  hands.git.added = async question => {
    await goOn.promise
    return read(question)
  }
  const first = sensor.look()
  say(world, observed(workerOf(world, 'one'), 'more-one'))
  const [second, third] = [sensor.look(), sensor.look()]
  goOn.resolve()
  await first
  expect(told).toEqual([])
  await second
  await third
  expect(told).toMatchObject([{ task: 'two', earlier: { task: 'one', commit: 'more-one' } }])
})

test('a cherry-picked commit does not count as a duplicate', async () => {
  const files = [added('a.ts', SLUG)]
  const commit = (sha: string) => commitOf(sha, 'patch', '100 Ann <ann@x>', files)
  const { sensor, told } = aSensor({ 'work-one': workOf(files, [commit('c1')]), 'work-two': workOf(files, [commit('c2')]) })
  await sensor.look()
  expect(told).toEqual([])
})

test('a commit that git cannot read causes no report, and is read again when a branch moves', async () => {
  const works: Record<string, AddedWork | Error> = { 'work-one': new Error('locked'), 'work-two': workOf([added('b.ts', SLUG)]) }
  const { sensor, told, hands } = aSensor(works)
  await sensor.look()
  expect([told, hands.logged]).toEqual([[], ['work could not be compared']])
  works['work-one'] = workOf([added('a.ts', SLUG)])
  await sensor.look()
  expect(told).toHaveLength(1)
})

test('a duplicate of landed work is found once, as the work of the landed task', async () => {
  const slug = (path: string) => workOf([added(path, SLUG)])
  const { world, sensor, told } = aSensor({ 'work-one': slug('a.ts'), 'work-two': slug('b.ts'), landed: slug('a.ts') })
  say(world, { kind: 'git.refs', base: sha('landed'), branches: {}, standing: {}, kept: [] })
  const { id } = assignmentOf(world, 'one')
  say(world, { kind: 'assignment.failed', worker: 'one' as never, assignment: id, reason: 'x' })
  await sensor.look()
  expect(told).toMatchObject([{ task: 'two', earlier: { task: null, worker: null, commit: 'landed' } }])
  await sensor.look()
  expect(told).toHaveLength(1)
})

test('with "duplicates: off" no work is read', async () => {
  const { sensor, asked, moved, hands } = aSensor({}, 'off')
  moved()
  await hands.clock.pass(5_000)
  await sensor.look()
  expect(asked).toEqual([])
})

test('work that is too large to compare is left alone', async () => {
  const { sensor, told } = aSensor({ 'work-one': null, 'work-two': workOf([added('b.ts', SLUG)]) })
  await sensor.look()
  expect(told).toEqual([])
})

test('uncommitted work is compared, and reported together with committed work', async () => {
  const works = { start: workOf([added('b.ts', SLUG_RENAMED)]), 'work-one': workOf([added('a.ts', SLUG)]) }
  const { world, sensor, told, asked } = aSensor(works)
  const event = observed(workerOf(world, 'two'), 'start')
  if (event.kind !== 'git.observed') throw new Error('no activity')
  say(world, { ...event, activity: { ...event.activity, dirty: 1, tree: 'tree-two' } })
  await sensor.look()
  expect(asked.map(({ uncommitted }) => uncommitted?.tree ?? null)).toEqual(['tree-two', null])
  expect(told).toMatchObject([{ task: 'two', isUncommitted: true, earlier: { task: 'one', commit: 'work-one' } }])
  expect(told[0]).not.toHaveProperty('earlier.isUncommitted')
})

test('the train counts as other work for unfinished tasks, and not for proven ones, which may be on it', async () => {
  const { world, sensor, asked, told } = aSensor({
    'work-one': workOf([added('a.ts', SLUG)]),
    'work-two': workOf([added('b.ts', SLUG_RENAMED)]),
  })
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  const one = world.state.tasks['one']?.verified?.commit ?? sha('none')
  say(world, { kind: 'train.begun', base: sha('base') })
  say(world, { kind: 'train.chained', onto: sha('base'), members: [{ task: 'one' as TaskId, commit: one, merge: sha('tip') }] })
  say(world, { kind: 'train.advanced', tip: sha('tip'), branch: 'omnibus/sample' })
  await sensor.look()
  const foreignTo = (head: string) => asked.find(question => question.head === head)?.foreign
  expect([foreignTo('work-two')?.includes(sha('tip')), foreignTo(one)?.includes(sha('tip'))]).toEqual([true, false])
  expect(told).toMatchObject([{ kind: 'duplicate.found', task: 'two' }])
})
