import { expect, test } from 'vitest'
import { recordsOf } from '../../../src/core/history/records-of.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { aBonus, aProject, aWorker } from '../../support/builders/a-project.ts'
import { aStory, begin, complete, exit, pass, report, say, turn, verdict } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

function use(world: World, id: string, usd: number, tokens: number): void {
  const sum = { input: tokens, output: 0, cacheRead: 0, cacheWrite: 0 }
  const reading = { session: 's', tokens: sum, usd, contextTokens: null, context: null }
  say(world, { kind: 'agent.usage', worker: id as WorkerId, incarnation: 1, ...reading } as never)
}

test('work that is proven at the first claim is recorded with its agent, time and cost', () => {
  const world = aStory({ workers: [aWorker('one', { role: 'tester', model: 'big', owns: ['src/**'] })] })
  begin(world, 'one')
  use(world, 'one', 0.5, 1_000)
  pass(world, 60_000)
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  const [record, ...others] = recordsOf(world.state)
  expect(others).toEqual([])
  expect(record).toMatchObject({
    ...{ project: 'sample', repository: '/repository', task: 'one', worker: 'one', agent: 'scripted', model: 'big', role: 'tester' },
    ...{ result: 'proven', claims: 1, rightFirst: true, sentBack: [], usd: 0.5, tokens: 1_000, owns: ['src/**'], kind: 'primary' },
  })
  expect((record?.endedAt ?? 0) - (record?.startedAt ?? 0)).toBeGreaterThanOrEqual(60_000)
  expect(record?.workedMs).toBeGreaterThanOrEqual(60_000)
})

test('a rejected first claim stays on record when the second one is verified, with the reason', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'done')
  verdict(world, 'one', 'rejected', ['`npm test` failed at https://me:secret@example.org'])
  turn(world, 'one', 'idle')
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(recordsOf(world.state)).toMatchObject([
    { result: 'proven', claims: 2, rightFirst: false, sentBack: ['`npm test` failed at https://example.org'] },
  ])
})

test('what a worker uses before its next task counts for the earlier one', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  begin(world, 'one')
  use(world, 'one', 1, 100)
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  use(world, 'one', 1.5, 150)
  turn(world, 'one', 'idle')
  use(world, 'one', 1.75, 200)
  const [first, second] = recordsOf(world.state)
  expect(first).toMatchObject({ task: 'one', usd: 1.5, tokens: 150 })
  expect(second).toMatchObject({ task: 'more', kind: 'bonus', usd: 0.25, tokens: 50, result: 'open', rightFirst: null, endedAt: null })
})

test('a changed agent in the file changes no record of earlier work', () => {
  const world = aStory()
  complete(world, 'one')
  const [project] = [aProject({ workers: [aWorker('one', { agent: 'other', model: 'new' })] })]
  say(world, { kind: 'project.loaded', project })
  expect(recordsOf(world.state)).toMatchObject([{ agent: 'scripted', model: null }])
})

test('time without an agent is not counted as work', () => {
  const world = aStory()
  begin(world, 'one')
  pass(world, 1_000)
  say(world, { kind: 'person.paused', worker: 'one' as WorkerId } as never)
  exit(world, 'one')
  pass(world, 3_600_000)
  const [record] = recordsOf(world.state)
  expect(record).toMatchObject({ result: 'open' })
  expect(record?.workedMs).toBeLessThan(60_000)
})

test('a task that is dropped or handed back is recorded as such', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], concurrency: 2 })
  begin(world, 'one')
  begin(world, 'two')
  const [assignment] = Object.keys(world.state.assignments)
  say(world, { kind: 'assignment.returned', assignment, how: 'silent' } as never)
  say(world, { kind: 'project.loaded', project: aProject({ workers: [aWorker('one')] }) })
  expect(recordsOf(world.state).slice(0, 2)).toMatchObject([
    { task: 'one', result: 'returned', sentBack: ['silent'], endedAt: world.now },
    { task: 'two', result: 'dropped' },
  ])
})

test('a project that was never launched has no records', () => {
  const world = aStory()
  expect(recordsOf({ ...world.state, launchedAt: null })).toEqual([])
  expect(recordsOf({ ...world.state, project: null })).toEqual([])
})
