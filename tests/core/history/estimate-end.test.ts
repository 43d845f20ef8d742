import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { measureEstimates } from '../../../simulation/learning/measure-estimates.ts'
import { readPrompts } from '../../../src/adapters/prompts/read-prompts.ts'
import { drawDuration, durationsFor } from '../../../src/core/history/durations.ts'
import { estimateEnd } from '../../../src/core/history/estimate-end.ts'
import { planRest } from '../../../src/core/history/plan-rest.ts'
import type { PastDuration } from '../../../src/core/history/work-totals.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { PromptTexts } from '../../../src/core/ports/prompts.ts'
import { seededNumbers } from '../../../src/core/text/seeded-numbers.ts'
import { aBonus, aWorker } from '../../support/builders/a-project.ts'
import { aStory, begin, complete, pass, say } from '../../support/worlds/story.ts'

const MINUTE = 60_000

let texts: PromptTexts
beforeAll(async () => {
  texts = await readPrompts(fileURLToPath(new URL('../../../prompts', import.meta.url)))
})

function past(minutes: readonly number[], over: Partial<PastDuration> = {}): readonly PastDuration[] {
  return minutes.map((each, index) => ({ task: `t${index}`, agent: 'scripted', kind: 'primary', tookMs: each * MINUTE, ...over }))
}

const calm = { fails: 0.05, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }

test.each([['with a history', true] as const, ['without one', false] as const])(
  'in simulated runs %s the real end lies in the range of at least four in five estimates',
  (_, remembers) => {
    const mix = { workers: 6, bonus: 2, misreading: 1 / 3, troubled: 0.15 }
    const sums = measureEstimates({ seed: 'test', sprints: 8, mix, faults: calm, texts, remembers })
    expect(sums.made).toBeGreaterThan(35)
    expect(sums.inRange / sums.made).toBeGreaterThanOrEqual(0.8)
  },
)

test('a fleet with too few finished tasks gets no estimate', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  expect(estimateEnd(world.state, [], world.now)).toBeNull()
  expect(estimateEnd(world.state, past([10, 12]), world.now)).toBeNull()
  expect(estimateEnd(world.state, past([10, 12, 11]), world.now)).toMatchObject({ basedOn: 3 })
})

test('a fleet that has nothing left to do, was stopped, or only waits for failed tasks gets no estimate', () => {
  const known = past([10, 12, 11])
  const world = aStory()
  complete(world, 'one')
  expect(estimateEnd(world.state, known, world.now)).toBeNull()
  const working = aStory()
  begin(working, 'one')
  expect(estimateEnd({ ...working.state, czar: { ...working.state.czar, phase: 'stopping' } }, known, working.now)).toBeNull()
  const failing = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as WorkerId] })] })
  begin(failing, 'one')
  say(failing, { kind: 'assignment.failed', assignment: Object.keys(failing.state.assignments)[0], reason: 'it cannot be done' } as never)
  expect(estimateEnd(failing.state, known, failing.now)).toBeNull()
})

test('the range contains the likely ends, and is wider if fewer tasks are known', () => {
  const world = aStory()
  begin(world, 'one')
  const few = estimateEnd(world.state, past([30, 30, 30]), world.now)
  const many = estimateEnd(world.state, past(new Array(100).fill(30)), world.now)
  if (few === null || many === null) throw new Error('there is no estimate')
  expect((many.at - world.now) / MINUTE).toBeGreaterThan(24)
  expect((many.at - world.now) / MINUTE).toBeLessThan(36)
  expect(many.from).toBeLessThan(many.at)
  expect(few.to - few.from).toBeGreaterThan(1.3 * (many.to - many.from))
})

test('the same state gives the same estimate, and a task that takes longer than all others moves the end later', () => {
  const world = aStory()
  begin(world, 'one')
  const known = past([5, 6, 7, 8])
  const first = estimateEnd(world.state, known, world.now)
  expect(estimateEnd(world.state, known, world.now)).toEqual(first)
  pass(world, 60 * MINUTE)
  const late = estimateEnd(world.state, known, world.now)
  expect(late?.from).toBeGreaterThanOrEqual(world.now)
  expect(late?.at).toBeGreaterThan(world.now)
})

test('quick tasks that ended first do not make the estimate too short', () => {
  const world = aStory({ workers: ['one', 'two', 'three', 'four'].map(id => aWorker(id)), concurrency: 4, bonus: [aBonus('more')] })
  for (const id of ['two', 'three', 'four']) begin(world, id)
  complete(world, 'one')
  pass(world, 50 * MINUTE)
  const durations = durationsFor(world.state, [], world.now)
  expect(durations.known).toBe(1)
  const next = seededNumbers('test')
  const drawn = Array.from({ length: 200 }, () => drawDuration(durations, { kind: 'primary', elapsed: 0 }, next))
  expect(drawn.filter(ms => ms > 50 * MINUTE).length).toBeGreaterThan(100)
})

test('few seats and dependencies delay the estimated end, and a task whose dependencies are proven does not wait', () => {
  const task = (id: string, ms: number, after: readonly string[] = [], isBegun = false) => ({ id, ms, after, isBegun })
  expect(planRest([task('a', 10), task('b', 10), task('c', 10)], 3)).toBe(10)
  expect(planRest([task('a', 10), task('b', 10), task('c', 10)], 2)).toBe(20)
  expect(planRest([task('b', 5, ['a']), task('a', 10)], 2)).toBe(15)
  expect(planRest([task('b', 5, ['proven'])], 1)).toBe(5)
  expect(planRest([task('c', 1), task('a', 10, [], true)], 1)).toBe(11)
  expect(planRest([task('a', 5, ['b']), task('b', 5, ['a'])], 1)).toBe(0)
  expect(planRest([], 4)).toBe(0)
})

test('an estimate for a fleet of 200 workers and 1,000 bonus tasks takes less than a second of the processor', () => {
  const world = aStory()
  complete(world, 'one')
  const { state } = world
  const one = state.tasks['one']
  if (one === undefined || state.project === null) throw new Error('no task')
  const tasks = Array.from({ length: 1_200 }, (_, index) => [
    `t${index}`,
    { ...one, id: `t${index}`, kind: 'bonus', state: 'waiting', assignedAt: null },
  ])
  const workers = Array.from({ length: 200 }, (_, index) => aWorker(`w${index}`))
  const large = { ...state, tasks: Object.fromEntries(tasks), project: { ...state.project, concurrency: 200, workers } } as typeof state
  const supervising = { ...large, czar: { ...state.czar, phase: 'supervising' as const } }
  const begun = process.cpuUsage()
  expect(estimateEnd(supervising, past([10, 20, 30]), world.now)).not.toBeNull()
  const { user } = process.cpuUsage(begun)
  expect(user / 1_000).toBeLessThan(1_000)
})
