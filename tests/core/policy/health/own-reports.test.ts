import { expect, test } from 'vitest'
import { aWorker } from '../../../support/builders/a-project.ts'
import { about, aStory, asked, begin, pass, report, say, turn, workerOf } from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'
import { STUCK_MS } from '../ladder/steps.ts'

const PHRASES = ['going well', 'making good progress', 'nearly there', 'on it', 'moving along nicely']
const BUSY_MS = 3_000

function inTurn(): World {
  const world = aStory({ workers: [aWorker('one')] })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'busy')
  return world
}

interface Pace {
  readonly times: number
  readonly everyMs: number
  /** Whether the agent's children also work when they write no report. */
  readonly isAtWork: boolean
}

/**
 * Writes reports at a steady pace. The agent's children are also busy while a report is written. Returns the time when
 * the worker was found stuck.
 */
function reportOn(world: World, { times, everyMs, isAtWork }: Pace, each: (time: number) => void): number | null {
  const beganAt = world.now
  for (let time = 0; time < times; time++) {
    each(time)
    look(world, true)
    pass(world, Math.min(everyMs, BUSY_MS))
    look(world, isAtWork || everyMs <= BUSY_MS)
    pass(world, Math.max(0, everyMs - BUSY_MS))
    if (workerOf(world, 'one').health.health === 'stuck') return world.now - beganAt
  }
  return null
}

function look(world: World, busy: boolean): void {
  const deed = world.deeds.find(({ action }) => action.do === 'look_at_children')
  if (deed === undefined) return
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  say(world, { kind: 'agent.children', ...about(world, 'one'), busy }, { kind: 'effect.done', effect: deed.effect })
}

function phrase(world: World, time: number): void {
  report(world, 'one', 'progress', { text: `${PHRASES[time % PHRASES.length]}, step ${time}`, done: 1, total: 3 })
}

test('fault 142: changing phrases once a second, from a program that the agent starts anew each time, count as a loop after half of policy.stuck_after', () => {
  const world = inTurn()
  const stuckAt = reportOn(world, { times: 2_000, everyMs: 1_000, isAtWork: false }, time => phrase(world, time))
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'stuck', matter: 'same-report' })
  expect(stuckAt).toBeGreaterThanOrEqual(STUCK_MS / 2)
  expect(stuckAt).toBeLessThan(STUCK_MS / 2 + 60_000)
})

test.each([4_000, 10_000, 45_000])(
  'with the same report every %i ms, the child processes are examined when no report is being written',
  everyMs => {
    const world = inTurn()
    const times = Math.ceil((2.5 * STUCK_MS) / everyMs)
    const stuckAt = reportOn(world, { times, everyMs, isAtWork: false }, time => phrase(world, time))
    expect(stuckAt).toBeLessThan(0.75 * STUCK_MS)
  },
)

test('child processes are never examined while a report is being written', () => {
  const world = inTurn()
  for (let time = 0; time < 40; time++) {
    phrase(world, time)
    expect(asked(world), 'not now').toEqual([])
    pass(world, 20_000)
    look(world, true)
  }
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'working' })
})

test('an examination during which a report came does not count, and an agent that reports constantly is still found', () => {
  const world = inTurn()
  for (let time = 0; time < (2.5 * STUCK_MS) / 4_000; time++) {
    phrase(world, time)
    look(world, true)
    pass(world, 4_000)
  }
  expect(workerOf(world, 'one').agent?.children).toBeNull()
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'stuck', matter: 'same-report' })
})

const honest: readonly [title: string, pace: Pace, each: (world: World, time: number) => void][] = [
  ['a build whose children work, told of in five phrases', { times: 200, everyMs: 30_000, isAtWork: true }, phrase],
  ['the same every five seconds', { times: 600, everyMs: 5_000, isAtWork: true }, phrase],
  [
    'a report after each of sixty steps that are done',
    { times: 60, everyMs: 60_000, isAtWork: false },
    (world, time) => {
      files(world, time)
      report(world, 'one', 'progress', { text: `mended another test, number ${time}`, done: time + 1, total: 60 })
    },
  ],
  [
    'the same few phrases, while file after file changes',
    { times: 120, everyMs: 30_000, isAtWork: false },
    (world, time) => {
      files(world, time)
      phrase(world, time)
    },
  ],
  [
    'a report every second for a minute, and then none',
    { times: 60, everyMs: 1_000, isAtWork: false },
    (world, time) => report(world, 'one', 'note', { text: `${PHRASES[time % 5]}` }),
  ],
  [
    'a count of files that rises, twice a second',
    { times: 1_500, everyMs: 500, isAtWork: true },
    (world, time) => report(world, 'one', 'progress', { text: `read ${time} files`, done: time, total: 2_000 }),
  ],
]

function files(world: World, time: number): void {
  const event = observed(workerOf(world, 'one'), 'start')
  if (event.kind !== 'git.observed') throw new Error('no look')
  const own = { from: event.activity.head, subjects: [], files: [`src/one/file-${time}.ts`] }
  say(world, { ...event, activity: { ...event.activity, tree: `t${time}`, lines: 20 * (time + 1), own } })
}

test.each(honest)('%s counts as work', (_title, pace, each) => {
  const world = inTurn()
  expect(reportOn(world, pace, time => each(world, time))).toBeNull()
})
