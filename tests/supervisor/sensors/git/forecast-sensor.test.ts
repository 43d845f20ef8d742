import { expect, test } from 'vitest'
import type { Event, Journaled } from '../../../../src/core/events/event.ts'
import type { Foreseen, HeadPair } from '../../../../src/core/ports/forecast-port.ts'
import { createForecastSensor } from '../../../../src/supervisor/sensors/git/forecast-sensor.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aStory, begin, say, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha } from '../../../support/worlds/world.ts'

const CONFLICT: Foreseen = { kind: 'conflict', files: [{ path: 'f', kind: 'text', hunks: [] }] }

/** A world with one worker that changed a file. Git gives these answers in order, and then repeats the last answer. */
function aSensor(answers: readonly Foreseen[], forecast: 'tell' | 'off' = 'tell') {
  const world = aStory({ workers: [aWorker('one')], policy: { ...aPolicy, forecast } })
  begin(world, 'one')
  say(world, { kind: 'git.refs', base: sha('base'), branches: {}, standing: {} })
  const hands = someHands(world)
  const rounds: (readonly HeadPair[])[] = []
  hands.git.forecast.foresee = async pairs => {
    const answer = answers[Math.min(rounds.length, answers.length - 1)] ?? CONFLICT
    rounds.push(pairs)
    return pairs.map(() => answer)
  }
  const seen: Event[] = []
  const sensor = createForecastSensor({
    hands,
    state: () => world.state,
    observe: (...events) => {
      seen.push(...events)
      say(world, ...events)
    },
  })
  const move = (head: string) => {
    const event = observed(workerOf(world, 'one'), head)
    if (event.kind !== 'git.observed') throw new Error('no activity')
    say(world, { ...event, activity: { ...event.activity, files: ['f'] } })
    sensor.onEvents([{ kind: 'git.observed' } as Journaled])
  }
  return { sensor, hands, rounds, seen, move, pass: (ms: number) => hands.clock.pass(ms) }
}

test('the forecast runs when a branch moves, reports a new conflict once, and rests while nothing moves', async () => {
  const { rounds, seen, move, pass, hands } = aSensor([CONFLICT])
  await pass(600_000)
  expect(rounds).toEqual([])
  move('a')
  await pass(1_000)
  expect(seen).toMatchObject([{ kind: 'forecast.changed', pairs: [{ one: 'one', other: null }] }])
  move('b')
  move('c')
  await pass(1_000)
  expect(rounds, 'it rests after a round').toHaveLength(1)
  await pass(10_000)
  expect(rounds).toHaveLength(2)
  expect(seen, 'no news').toHaveLength(1)
  await pass(600_000)
  expect(rounds).toHaveLength(2)
  expect(hands.clock.due()).toEqual([])
})

test('a trial merge with an unknown result is repeated, and reported only when its result is known', async () => {
  const { seen, move, pass, rounds } = aSensor([{ kind: 'unknown', reason: 'x' }])
  move('a')
  await pass(10_000)
  expect(seen).toEqual([])
  await pass(60_000)
  expect(rounds.length).toBeGreaterThan(1)
  expect(seen).toMatchObject([{ pairs: [{ kind: 'unknown' }] }])
})

test('a conflict stays a conflict while its result is unknown for a moment', async () => {
  const { seen, move, pass } = aSensor([CONFLICT, { kind: 'unknown', reason: 'x' }, CONFLICT])
  for (const head of ['a', 'b', 'c']) {
    move(head)
    await pass(10_000)
  }
  await pass(120_000)
  expect(seen).toHaveLength(1)
})

test('a failed forecast is logged, and the next move of a branch runs it again', async () => {
  const { hands, move, pass, seen, sensor } = aSensor([CONFLICT])
  const { foresee } = hands.git.forecast
  hands.git.forecast.foresee = async () => {
    throw new Error('no git')
  }
  move('a')
  await pass(10_000)
  expect(hands.logged).toEqual(['the forecast of conflicts failed'])
  hands.git.forecast.foresee = foresee
  move('b')
  await pass(10_000)
  expect(seen).toHaveLength(1)
  await sensor.close()
  move('c')
  expect(hands.clock.due()).toEqual([])
})

test('with "forecast: off" no trial merge runs', async () => {
  const { move, pass, rounds } = aSensor([CONFLICT], 'off')
  move('a')
  await pass(60_000)
  expect(rounds).toEqual([])
})
