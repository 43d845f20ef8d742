import { expect, test } from 'vitest'
import type { Budget } from '../../../../src/core/model/budget.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import {
  about,
  act,
  aStory,
  asked,
  attention,
  begin,
  breakDown,
  exit,
  pass,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'
import { restartCzar } from '../../../support/worlds/world.ts'

const HOUR_MS = 3_600_000
const free: Budget = { usd: null, tokens: null, timeMs: null, turns: null }

function use(world: World, id: string, { usd = null, tokens = 0 }: { usd?: number | null; tokens?: number }): void {
  say(world, {
    kind: 'agent.usage',
    ...about(world, id),
    session: `of ${id}`,
    tokens: { input: tokens, output: 0, cacheRead: 0, cacheWrite: 0 },
    usd,
    context: null,
    contextTokens: null,
  })
}

function aFleet(budget: Partial<Budget>, fleet: Partial<Budget> = {}): World {
  const world = aStory({
    workers: [aWorker('one', { budget: { ...free, ...budget } }), aWorker('two')],
    bonus: [aBonus('more')],
    policy: { ...aPolicy, budget: { ...free, softShare: 0.8, ...fleet } },
  })
  begin(world, 'one')
  report(world, 'one', 'ack')
  return world
}

test("fault 75: at a budget's hard cap the agent is ended after a running check, its work is kept, and a person is told once", () => {
  const world = aFleet({ usd: 5 })
  report(world, 'one', 'done')
  use(world, 'one', { usd: 5.02 })
  pass(world, 1)
  expect(asked(world)).not.toContain('end_agent:one')
  verdict(world, 'one', 'rejected', ['tests fail'])
  expect(told(world, 'budget.exceeded')).toMatchObject([{ worker: 'one', of: 'worker', what: 'usd', spent: 5.02, limit: 5 }])
  expect(world.deeds.map(({ action }) => action)).toContainEqual({ do: 'end_agent', worker: 'one', incarnation: 1, reason: 'over' })
  act(world, 'end_agent', 'one')
  expect(workerOf(world, 'one')).toMatchObject({
    agent: null,
    exits: [],
    health: { health: 'over', reason: 'its budget is used up: $5.02 of $5.00' },
  })
  pass(world, HOUR_MS)
  expect(asked(world)).not.toContain('start_agent:one')
  expect(attention(world)).toContain('over:one')
  expect(told(world, 'attention.raised').filter(({ key }) => key === 'over:one')).toHaveLength(1)
})

test('work that is verified when the cap is reached stays verified', () => {
  const world = aFleet({ tokens: 1_000 })
  report(world, 'one', 'done')
  use(world, 'one', { tokens: 2_000 })
  verdict(world, 'one', 'verified')
  expect(told(world, 'budget.exceeded')).toEqual([])
  expect(workerOf(world, 'one').health.health).toBe('done')
})

test('at the hard cap a check that must be repeated is waited for too', () => {
  const world = aFleet({ usd: 5 })
  report(world, 'one', 'done')
  use(world, 'one', { usd: 6 })
  breakDown(world, 'verify', 'one')
  expect(told(world, 'budget.exceeded')).toEqual([])
  pass(world, 10_000)
  verdict(world, 'one', 'verified')
  expect(workerOf(world, 'one').health.health).toBe('done')
})

test('with a nearly used-up budget a running task continues, and no bonus task is assigned', () => {
  const world = aFleet({ usd: 5 })
  use(world, 'one', { usd: 4 })
  expect(told(world, 'budget.low')).toMatchObject([{ worker: 'one', what: 'usd', spent: 4, limit: 5 }])
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  turn(world, 'one', 'idle')
  pass(world, 60_000)
  expect(told(world, 'assignment.created').map(({ task }) => task as string)).not.toContain('more')
})

test('a fleet with a nearly used-up budget starts no worker and assigns no bonus task, and ends with the work that is done', () => {
  const world = aStory({
    concurrency: 1,
    workers: [aWorker('one'), aWorker('two')],
    bonus: [aBonus('more')],
    policy: { ...aPolicy, budget: { ...free, softShare: 0.8, usd: 10 } },
  })
  begin(world, 'one')
  use(world, 'one', { usd: 8 })
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  turn(world, 'one', 'idle')
  act(world, 'end_agent', 'one')
  expect(told(world, 'project.finished')).toMatchObject([{ verified: 1 }])
  expect(told(world, 'assignment.created')).toHaveLength(1)
})

test("at the fleet's hard cap all agents are ended, with one attention item", () => {
  const world = aFleet({}, { usd: 10 })
  begin(world, 'two')
  use(world, 'one', { usd: 6 })
  use(world, 'two', { usd: 4 })
  expect(told(world, 'budget.exceeded').map(({ worker, of }) => `${worker} ${of}`)).toEqual(['one fleet', 'two fleet'])
  expect(attention(world)).toEqual(['over:fleet'])
})

test('usage that cannot be read has no consequence', () => {
  const world = aFleet({ usd: 1 }, { usd: 1 })
  use(world, 'one', { usd: null, tokens: 900_000_000 })
  pass(world, 60_000)
  expect([told(world, 'budget.low'), told(world, 'budget.exceeded')]).toEqual([[], []])
})

test('a time budget is enforced without any event, and counts only time with a running agent', () => {
  const world = aFleet({ timeMs: 2 * HOUR_MS })
  pass(world, HOUR_MS)
  exit(world, 'one')
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  pass(world, HOUR_MS - 1)
  expect(told(world, 'budget.exceeded')).toEqual([])
  pass(world, 1)
  expect(told(world, 'budget.exceeded')).toMatchObject([{ worker: 'one', what: 'time' }])
})

test('a budget of turns is enforced like the others, low and then over, and the last turn is not interrupted', () => {
  const world = aFleet({ turns: 5 })
  for (let ended = 0; ended < 4; ended++) for (const state of ['busy', 'idle'] as const) turn(world, 'one', state)
  expect(told(world, 'budget.low')).toMatchObject([{ worker: 'one', what: 'turns', spent: 4, limit: 5 }])
  turn(world, 'one', 'busy')
  expect(told(world, 'budget.exceeded')).toEqual([])
  turn(world, 'one', 'idle')
  expect(told(world, 'budget.exceeded')).toMatchObject([{ worker: 'one', of: 'worker', what: 'turns', spent: 5, limit: 5 }])
  expect(world.deeds.map(({ action }) => action)).toContainEqual({ do: 'end_agent', worker: 'one', incarnation: 1, reason: 'over' })
  act(world, 'end_agent', 'one')
  expect(workerOf(world, 'one').health.reason).toBe('its budget is used up: 5 of 5 turns')
})

test("a claim that comes in the budget's last turn is checked", () => {
  const world = aFleet({ turns: 1 })
  turn(world, 'one', 'busy')
  report(world, 'one', 'done')
  turn(world, 'one', 'idle')
  verdict(world, 'one', 'verified')
  expect(told(world, 'budget.exceeded')).toEqual([])
  expect(workerOf(world, 'one').health.health).toBe('done')
})

test("the fleet's turns are the sum of all workers' turns", () => {
  const world = aFleet({}, { turns: 2 })
  begin(world, 'two')
  for (const state of ['busy', 'idle'] as const) turn(world, 'one', state)
  expect(told(world, 'budget.exceeded')).toEqual([])
  for (const state of ['busy', 'idle'] as const) turn(world, 'two', state)
  expect(told(world, 'budget.exceeded').map(({ worker, of, what }) => `${worker} ${of} ${what}`)).toEqual([
    'one fleet turns',
    'two fleet turns',
  ])
})

test('waiting for a limit, and time in which no czar ran, do not count against a time budget', () => {
  const world = aFleet({ timeMs: 2 * HOUR_MS })
  const reading = { limit: 'quota', text: 'limit', said: world.now, strength: 'exact', evidence: 'hook' } as const
  say(world, { kind: 'agent.limited', ...about(world, 'one'), account: 'scripted', resetAt: world.now + 5 * HOUR_MS, ...reading })
  world.now += 4 * HOUR_MS
  restartCzar(world)
  pass(world, 10_000)
  expect(told(world, 'budget.low')).toEqual([])
  expect(workerOf(world, 'one').ran).toEqual({ ms: 0, since: null })
  const other = aFleet({ timeMs: 2 * HOUR_MS })
  other.now += 24 * HOUR_MS
  restartCzar(other)
  expect(told(other, 'budget.low')).toEqual([])
})

test('after the project file raises a budget, the worker continues', () => {
  const world = aFleet({ usd: 5 })
  use(world, 'one', { usd: 6 })
  act(world, 'end_agent', 'one')
  expect(workerOf(world, 'one').stopped).toBe('over')
  const workers = [aWorker('one', { budget: { ...free, usd: 20 } }), aWorker('two')]
  say(world, { kind: 'project.loaded', project: aProject({ workers, policy: aPolicy }) })
  expect(workerOf(world, 'one')).toMatchObject({ stopped: null, budget: null })
  expect(asked(world)).toContain('start_agent:one')
  expect(attention(world)).toEqual([])
})

test('a worker whose last turn is used up gets no text while its claim is checked, and none after a rejection', () => {
  const world = aFleet({ turns: 1 })
  turn(world, 'one', 'busy')
  report(world, 'one', 'done')
  turn(world, 'one', 'idle')
  say(world, { kind: 'person.told', worker: 'one' as never, text: 'a word' })
  say(world, {
    kind: 'message.queued',
    worker: 'one' as never,
    message: 'm9' as never,
    messageKind: 'notice',
    assignment: 'one.1' as never,
    facts: {},
  })
  pass(world, 10_000)
  expect(asked(world)).not.toContain('deliver:one')
  verdict(world, 'one', 'rejected', ['tests fail'])
  expect(told(world, 'budget.exceeded')).toHaveLength(1)
  expect(asked(world)).not.toContain('deliver:one')
})

test("a worker begins its own task although its own budget is nearly used up, and not when the fleet's is", () => {
  const used = (world: World) => {
    use(world, 'one', { usd: 9 })
    report(world, 'one', 'done')
    verdict(world, 'one', 'verified')
    act(world, 'end_agent', 'one')
    say(world, { kind: 'task.renewed', task: 'one' as never })
    return asked(world)
  }
  expect(used(aFleet({ usd: 10 }))).toContain('start_agent:one')
  expect(used(aFleet({}, { usd: 10 }))).not.toContain('start_agent:one')
})
