import { describe, expect, test } from 'vitest'
import type { Assumptions } from '../../simulation/assumptions.ts'
import type { Sprint, SprintOptions } from '../../simulation/run-sprint.ts'
import type { Journaled } from '../../src/core/events/event.ts'
import { asideOf, isLanded } from '../../src/core/landing/boarding.ts'
import { aSprint } from './a-sprint.ts'

/** Assumptions with many conflicts and much work that does not fit together, so that merging meets every situation many times per run. */
const crowded: Partial<Assumptions> = {
  conflicts: 0.35,
  additiveShare: 0.3,
  clashes: 0.15,
  sameHelper: 0.2,
  twins: 0.06,
  resolvesWrongly: 0.3,
}
const mix = { workers: 5, bonus: 2, misreading: 1 / 3, troubled: 0 } as const
const faults = { fails: 0.05, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
const seeds = Array.from({ length: 12 }, (_, index) => `crowded-${index}`)

interface Played extends Sprint {
  readonly journal: readonly Journaled[]
}

function play(seed: string, over: Partial<SprintOptions> = {}): Played {
  const journal: Journaled[] = []
  const sprint = aSprint({ seed, mix, faults, conduct: crowded, mostHours: 24, ...over, onEvent: event => journal.push(event) })
  return { ...sprint, journal }
}

const told = <Kind extends Journaled['kind']>({ journal }: Played, kind: Kind) =>
  journal.filter((event): event is Extract<Journaled, { kind: Kind }> => event.kind === kind)

/**
 * Proven tasks that are neither on base nor tested as part of the merged tree, are not left out with a reason, and were not reported to a
 * person.
 */
function unplaced({ state }: Sprint): readonly string[] {
  const { train } = state
  const isOpen = Object.values(state.attention).some(({ settledAt }) => settledAt === null)
  return Object.values(state.tasks).flatMap(task => {
    if (task.state !== 'verified' || isLanded(state, task) || isOpen) return []
    const by = task.verified?.by?.task ?? task.id
    const other = state.tasks[by]
    const isTested = train?.members.some(({ task: member }) => member === by) === true
    const isAside = train !== null && asideOf(state, train, by) !== null
    return (other !== undefined && isLanded(state, other)) || isTested || isAside ? [] : [task.id]
  })
}

/** Whether the run neither ended nor waits for a person. */
function hanging({ state }: Sprint): boolean {
  return state.czar.phase !== 'finished' && Object.values(state.attention).every(({ settledAt }) => settledAt !== null)
}

const review = { by: 'claude', when: 'proven', verdict: 'gate', tellAuthor: true, withinMs: 1_800_000 } as const
const reviewed = { ...mix, merging: { review } } as const
const runs: Readonly<Record<string, readonly Played[]>> = {
  'with the settings of a new file': seeds.map(seed => play(seed)),
  'with reviews that send work back': seeds.map(seed =>
    play(seed, { mix: reviewed, conduct: { ...crowded, reviewImagines: 0.3, reviewCommandIsWrong: 0.5 } }),
  ),
  'with workers that are told to wait': seeds.map(seed =>
    play(seed, { mix: { ...mix, merging: { forecast: 'pause' } }, conduct: { ...crowded, stopsAfterStep: 0.3 } }),
  ),
  'with czars that are killed': seeds.map(seed => play(seed, { mix: reviewed, faults: { ...faults, killsPerHour: 2, slow: 0.05 } })),
  'with workers that ignore many texts': seeds.map(seed =>
    play(seed, { mix: { ...mix, obedience: 0.4 }, conduct: { ...crowded, mergesWhenTold: 0.3 } }),
  ),
}

describe.each(Object.entries(runs))('sprints with many conflicts, %s', (_name, sprints) => {
  test('each end, or wait for a person, and no proven work is lost', () => {
    expect(sprints.filter(hanging).map(({ world }) => world.plan.meetings.map(({ id }) => id))).toEqual([])
    expect(sprints.flatMap(unplaced)).toEqual([])
    for (const { tally } of sprints) expect([tally.lost, [...tally.strangeActions]]).toEqual([[], []])
  })

  test('move neither the branch of the train nor base to an untested tree', () => {
    for (const sprint of sprints) {
      const green = new Set(told(sprint, 'train.tested').flatMap(({ tip, isGreen }) => (isGreen ? [tip] : [])))
      const moved = [...told(sprint, 'train.advanced'), ...told(sprint, 'train.landed').filter(({ refused }) => refused === null)]
      expect(moved.map(({ tip }) => tip).filter(tip => !green.has(tip))).toEqual([])
      expect(sprint.landed.isBroken, 'the tests of all that landed pass on base').toBe(false)
    }
  })

  test('return no task to its worker more than twice', () => {
    const most = Math.max(...sprints.flatMap(({ state }) => Object.values(state.train?.returns ?? {})))
    expect(most).toBeLessThanOrEqual(2)
  })
})

test('the simulated sprints have conflicts, failed tests, returned tasks, reviews and waits', () => {
  const [calm = [], gated = [], waiting = []] = Object.values(runs)
  const asides = calm.flatMap(sprint => told(sprint, 'train.set_aside').map(({ because }) => because))
  expect(asides).toEqual(expect.arrayContaining(['conflict', 'content', 'red']))
  for (const kind of ['train.returned', 'duplicate.found', 'duplicate.tried', 'forecast.changed', 'train.landed'] as const)
    expect(calm.flatMap(sprint => told(sprint, kind)).length, kind).toBeGreaterThan(0)
  for (const kind of ['review.finished', 'review.returned'] as const)
    expect(gated.flatMap(sprint => told(sprint, kind)).length, kind).toBeGreaterThan(0)
  const sum = (sprints: readonly Sprint[], of: 'reviewed' | 'wronglyReviewed' | 'waits') =>
    sprints.reduce((all, { tally }) => all + tally[of], 0)
  expect(sum(gated, 'wronglyReviewed')).toBeGreaterThan(0)
  expect(sum(gated, 'reviewed')).toBeGreaterThan(sum(gated, 'wronglyReviewed'))
  expect(sum(waiting, 'waits')).toBeGreaterThan(0)
})

test('work without any conflict lands complete, correct and without a person, as one tested tree', () => {
  const { landed, world, tally, state } = aSprint({ seed: 'alone' })
  expect(landed).toEqual({ tasks: world.plan.tasks.size, right: world.plan.tasks.size, isBroken: false })
  expect([tally.calledFor, state.train?.returns]).toEqual([[], {}])
})

test('tasks that conflict return to their workers once and then all land, while a program that only merges clean work leaves one out', () => {
  const conduct = {
    conflicts: 1,
    additiveShare: 0,
    resolvesWrongly: 0,
    mergesWhenTold: 1,
    heedsForecast: 0,
    stopsAfterStep: 0,
    asksQuestion: 0,
  }
  const three = { workers: 3, bonus: 0, misreading: 0, troubled: 0 } as const
  const czar = play('conflict', { mix: three, faults: { ...faults, fails: 0 }, conduct: { ...conduct, gatesBlind: 0, freshMisreads: 0 } })
  const returns = Object.values(czar.state.train?.returns ?? {})
  expect([returns.length > 0, ...returns.filter(times => times !== 1)]).toEqual([true])
  expect(czar.landed).toEqual({ tasks: 3, right: 3, isBroken: false })
  const loop = play('conflict', { mix: three, program: 'loop', conduct: { ...conduct, gatesBlind: 0 } })
  expect(loop.landed.tasks).toBe(2)
})

test('tasks whose work does not fit together, which no test shows, all land, and some of them count as wrong', () => {
  const unseen = { conflicts: 0, clashes: 1, testsBlind: 1, gatesBlind: 0, faultInStep: 0, sameHelper: 0, twins: 0 }
  const three = { workers: 3, bonus: 0, misreading: 0, troubled: 0 } as const
  const { landed } = play('clash', { mix: three, faults: { ...faults, fails: 0 }, conduct: unseen })
  expect([landed.tasks, landed.isBroken]).toEqual([3, false])
  expect(landed.right).toBeLessThan(3)
})
