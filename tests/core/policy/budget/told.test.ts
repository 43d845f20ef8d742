import { expect, test } from 'vitest'
import type { Budget } from '../../../../src/core/model/budget.ts'
import type { WorkerConfig } from '../../../../src/core/model/project.ts'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { about, act, aStory, asked, begin, pass, report, say, told, verdict, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const free: Budget = { usd: null, tokens: null, timeMs: null, turns: null }
const HOUR_MS = 3_600_000

function use(world: World, id: string, { usd = null, tokens = 0 }: { usd?: number | null; tokens?: number }): void {
  const counted = { input: tokens, output: 0, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, id), session: `of ${id}`, tokens: counted, usd, context: null, contextTokens: null })
}

function workers(one: Partial<Budget>): readonly WorkerConfig[] {
  return [aWorker('one', { budget: { ...free, ...one } }), aWorker('two'), aWorker('three')]
}

function aFleet(one: Partial<Budget>, fleet: Partial<Budget> = {}): World {
  const world = aStory({ workers: [...workers(one)], policy: { ...aPolicy, budget: { ...free, softShare: 0.8, ...fleet } } })
  for (const id of ['one', 'two', 'three']) {
    begin(world, id)
    report(world, id, 'ack')
  }
  return world
}

/** The reasons of the recorded budget events, in order. */
function reasons(world: World): readonly string[] {
  return world.decisions.flatMap(decision =>
    decision.kind === 'record' && decision.event.kind.startsWith('budget.') ? decision.reason : [],
  )
}

test("the item of a worker's budget names the usage and the next command", () => {
  const world = aFleet({ usd: 5 })
  use(world, 'one', { usd: 4 })
  use(world, 'one', { usd: 5 })
  expect(reasons(world)).toEqual(['its budget is nearly used up: $4.00 of $5.00', 'its budget is used up: $5.00 of $5.00'])
  expect(world.state.attention).toMatchObject({
    'over:one': {
      worker: 'one',
      text: 'one has used up its budget, $5.00 of $5.00; its agent was ended, its work is kept',
      hint: 'raise it in /project.yaml, then: czar stop && czar launch /project.yaml',
    },
  })
})

test("the item of the fleet's budget is one for all workers that it ended, and leaves out those that their own budgets ended", () => {
  const world = aFleet({ usd: 1 }, { usd: 10 })
  use(world, 'one', { usd: 2 })
  use(world, 'two', { usd: 6 })
  use(world, 'three', { usd: 2 })
  expect(reasons(world)).toEqual([
    'its budget is used up: $2.00 of $1.00',
    "the fleet's budget is nearly used up: $8.00 of $10.00",
    "the fleet's budget is used up: $10.00 of $10.00",
    "the fleet's budget is used up: $10.00 of $10.00",
  ])
  expect(Object.keys(world.state.attention)).toEqual(['over:one', 'over:fleet'])
  expect(world.state.attention['over:fleet']).toMatchObject({
    worker: null,
    text: 'the fleet has used up its budget, $10.00 of $10.00; ended were the agents of two, three',
  })
})

test('of several budgets the fullest is reported', () => {
  const world = aFleet({ usd: 10, tokens: 1_000, timeMs: HOUR_MS })
  use(world, 'one', { usd: 8.5, tokens: 950 })
  expect(told(world, 'budget.low')).toMatchObject([{ what: 'tokens', spent: 950, limit: 1_000 }])
  const other = aFleet({ usd: 10, tokens: 1_000 })
  use(other, 'one', { usd: 9.5, tokens: 850 })
  expect(told(other, 'budget.low')).toMatchObject([{ what: 'usd', spent: 9.5 }])
})

test("the fleet's tokens are the sum of all workers' tokens", () => {
  const world = aFleet({}, { tokens: 1_000 })
  use(world, 'one', { tokens: 500 })
  use(world, 'two', { tokens: 299 })
  expect(told(world, 'budget.low')).toEqual([])
  use(world, 'three', { tokens: 1 })
  expect(told(world, 'budget.low')).toMatchObject([{ worker: null, what: 'tokens', spent: 800, limit: 1_000 }])
})

test("the fleet's time runs from the first launch, whoever works, and becomes low and over without any event", () => {
  const world = aFleet({}, { timeMs: 10_001 })
  const launched = world.state.launchedAt ?? 0
  expect(decide(world.state, world.now).wakeAt).toBe(launched + 8_001)
  pass(world, 8_001)
  expect(told(world, 'budget.low')).toMatchObject([{ worker: null, what: 'time', spent: 8_001, limit: 10_001 }])
  expect(decide(world.state, world.now).wakeAt).toBe(launched + 10_001)
  pass(world, 2_000)
  expect(told(world, 'budget.exceeded')).toHaveLength(3)
})

test('a budget that the project file raises is reported once, for the fleet and for the worker', () => {
  const world = aFleet({ usd: 5 }, { tokens: 1_000 })
  use(world, 'one', { usd: 4, tokens: 900 })
  expect(told(world, 'budget.low')).toHaveLength(2)
  say(world, { kind: 'project.loaded', project: aProject({ workers: [...workers({ usd: 20 })], policy: aPolicy }) })
  pass(world, 1)
  expect(told(world, 'budget.restored').map(({ worker }) => worker)).toEqual([null, 'one'])
  expect(reasons(world).slice(2)).toEqual(["the fleet's budget allows more now", 'its budget allows more now'])
  expect(workerOf(world, 'one').budget).toBeNull()
  expect(world.state.budgetLow).toBeNull()
})

test('a worker that is no longer in the project file has no budget', () => {
  const world = aFleet({ usd: 5 })
  say(world, { kind: 'project.loaded', project: aProject({ workers: [aWorker('two'), aWorker('three')], policy: aPolicy }) })
  use(world, 'one', { usd: 50 })
  expect(told(world, 'budget.exceeded')).toEqual([])
})

test('a worker with proven work is not ended by its budget, and a worker with a waiting task is', () => {
  const world = aFleet({ usd: 5 })
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  use(world, 'one', { usd: 6 })
  expect(told(world, 'budget.exceeded')).toEqual([])
  expect(told(world, 'budget.low')).toMatchObject([{ worker: 'one', spent: 6 }])
})

test('an agent that is starting without a task is ended by the budget too', () => {
  const world = aStory({ workers: [...workers({ usd: 5 })] })
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  use(world, 'one', { usd: 6 })
  expect(told(world, 'budget.exceeded')).toMatchObject([{ worker: 'one' }])
  expect(asked(world)).toContain('end_agent:one')
})
