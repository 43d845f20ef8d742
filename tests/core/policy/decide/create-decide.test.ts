import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Mix } from '../../../../simulation/plan-sprint.ts'
import type { Plan } from '../../../../src/core/events/decision.ts'
import type { Journaled } from '../../../../src/core/events/event.ts'
import { createDecide, type Decide } from '../../../../src/core/policy/decide/create-decide.ts'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import { emptyState } from '../../../../src/core/state/empty.ts'
import { fold } from '../../../../src/core/state/fold.ts'
import { aSprint } from '../../../scenarios/a-sprint.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { same } from '../../../support/same.ts'
import { dice, playAtRandom } from '../../../support/worlds/random-history.ts'
import { about, act, aStory, begin, complete, turn, workerOf } from '../../../support/worlds/story.ts'
import { happen, type World } from '../../../support/worlds/world.ts'

/**
 * Compares the decisions with a cache and without, after each event and a little later. The function with the cache sees all states first,
 * because the other one would empty its caches. Returns how often the first function could return its previous decisions.
 */
function compare(history: readonly Journaled[], plainly: Decide): number {
  const asked = playedThrough(history, createDecide())
  const plain = playedThrough(history, plainly)
  plain.forEach(({ decisions, wakeAt }, at) => {
    const what = `after ${JSON.stringify(history[Math.floor(at / 2)])}`
    same(asked[at]?.decisions, decisions, what)
    const [askedWake, plainWake] = [asked[at]?.wakeAt ?? Infinity, wakeAt ?? Infinity]
    if (askedWake > plainWake) expect(askedWake, what).toBeLessThanOrEqual(plainWake)
  })
  return asked.filter((plan, at) => plan === asked[at - 1]).length
}

function playedThrough(history: readonly Journaled[], ask: Decide): readonly Plan[] {
  let state = emptyState
  return history.flatMap(event => {
    state = fold(state, event)
    return [ask(state, event.at), ask(state, event.at + 7_000)]
  })
}

/** A cache cannot know the objects of a fresh copy. */
const uncached: Decide = (state, now) => decide(structuredClone(state), now)

function journalOf(seed: string, over: Partial<Mix> = {}): readonly Journaled[] {
  const journal: Journaled[] = []
  const faults = { fails: 0.1, slow: 0.1, killsPerHour: 1, serverDeathsPerHour: 0.5 }
  const mix = { workers: 3, bonus: 1, misreading: 0.4, troubled: 0.7, ...over }
  aSprint({ seed, mix, faults, mostHours: 3, onEvent: event => void journal.push(event) })
  return journal
}

/** A fleet of two workers at work. The czar has asked one of them a question. */
function asked() {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  for (const id of ['one', 'two']) {
    begin(world, id)
    happen(world, { kind: 'agent.novelty', ...about(world, id) })
  }
  const ask = createDecide()
  const plan = ask(world.state, world.now)
  expect(plan.decisions).toEqual([])
  return { world, ask, plan, wakeAt: plan.wakeAt ?? 0 }
}

test('while there is only output, and nothing is due, the same plan object is returned', () => {
  const { world, ask, plan, wakeAt } = asked()
  expect(ask(world.state, world.now)).toBe(plan)
  happen(world, { kind: 'agent.novelty', ...about(world, 'two') })
  expect(ask(world.state, wakeAt - 1)).toBe(plan)
  expect(ask(world.state, wakeAt), 'its time has come').not.toBe(plan)
})

test('for a plan without a wake-up the time does not matter', () => {
  const world = aStory()
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  const ask = createDecide()
  const plan = ask(world.state, world.now)
  expect(plan).toEqual({ decisions: [], wakeAt: null })
  expect(ask(world.state, world.now + 86_400_000)).toBe(plan)
})

test.each<[string, (world: World) => void]>([
  ['something else happens to a worker', world => happen(world, { kind: 'agent.trouble', ...about(world, 'two'), text: 'Error' })],
  ['a worker comes', world => withWorkers(world, { ...world.state.workers, three: { ...workerOf(world, 'two') } })],
  ['a worker goes', world => withWorkers(world, { one: workerOf(world, 'one') })],
  ['another part of the state changes', world => happen(world, { kind: 'git.checkout', files: ['x'] })],
])('when %s the rules run', (_what, happens) => {
  const { world, ask, plan } = asked()
  happens(world)
  const anew = ask(world.state, world.now)
  expect(anew).not.toBe(plan)
  expect(anew).toEqual(decide(world.state, world.now))
})

test('a decision is repeated until it is carried out', () => {
  const { world, ask } = asked()
  turn(world, 'one', 'idle')
  const later = world.now + 30_000
  const plan = ask(world.state, later)
  expect(plan.decisions).not.toEqual([])
  expect(ask(world.state, later)).not.toBe(plan)
  expect(ask(world.state, later)).toEqual(plan)
})

test('a state without a project gives no decision, whatever happens to its workers', () => {
  const { world, ask } = asked()
  const bare = { ...world.state, project: null }
  expect(ask(bare, world.now)).toEqual({ decisions: [], wakeAt: null })
  expect(ask({ ...bare, workers: { one: workerOf(world, 'one') } }, world.now)).toEqual({ decisions: [], wakeAt: null })
})

function withWorkers(world: World, workers: World['state']['workers']): void {
  world.state = { ...world.state, workers }
}

test('after every event of a sprint full of trouble, the cached decisions equal the uncached ones, and wake no later', () => {
  for (const seed of ['one', 'two']) {
    const journal = journalOf(seed)
    expect(compare(journal, decide), 'old answers are given again').toBeGreaterThan(journal.length / 5)
  }
})

test('output of an agent that counted as silent makes the rules run', () => {
  for (const only of ['tells_no_turns', 'stops_unseen', 'long_build', 'same_error'] as const)
    compare(journalOf('six', { only, workers: 2 }), decide)
})

test('over random histories all caches together change no decision', () => {
  fc.assert(
    fc.property(dice, rolls => {
      compare(playAtRandom(rolls, () => {}).history, uncached)
    }),
    { numRuns: 8 },
  )
})

test('a call with an earlier time than the last one runs the rules again', () => {
  const ask = createDecide()
  const journal = journalOf('five')
  const state = journal.reduce(fold, emptyState)
  for (const now of [state.at, state.at + 1_000, state.at - 1_000]) expect(ask(state, now)).toEqual(decide(state, now))
})
