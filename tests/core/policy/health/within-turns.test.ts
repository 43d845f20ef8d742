import { expect, test } from 'vitest'
import type { GitActivity } from '../../../../src/core/events/worktree-event.ts'
import { about, act, aStory, asked, begin, pass, report, say, told, turn, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha, type World } from '../../../support/worlds/world.ts'
import { STUCK_MS } from '../ladder/steps.ts'

const MINUTE_MS = 60_000

/** A world in which worker one works on its first text, and czar has looked at git once. */
function inTurn(): World {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  files(world, {})
  return world
}

interface Files {
  readonly tree?: string
  readonly touched?: readonly string[]
  readonly lines?: number | null
  readonly commits?: number
  readonly subject?: string
  readonly operation?: GitActivity['operation']
}

/** A reading of git. Everything that the test does not name is as at the start of the task. */
function files(world: World, { tree = 'start', touched = [], lines = 0, commits = 0, subject = '', operation = null }: Files): void {
  const event = observed(workerOf(world, 'one'), commits === 0 ? 'start' : `commit-${commits}`)
  if (event.kind !== 'git.observed') return
  const lastCommit = commits === 0 ? null : { sha: sha(`commit-${commits}`), subject, at: 0 }
  const own = { from: sha('start'), subjects: [], files: touched }
  say(world, { ...event, activity: { ...event.activity, tree, lines, commitsSinceStart: commits, lastCommit, own, operation } })
}

function trouble(world: World, text: string): void {
  say(world, { kind: 'agent.trouble', ...about(world, 'one'), text, inTurn: true })
}

function screen(world: World): void {
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
}

/**
 * Repeats the action this many times, while time passes and the agent's screen keeps changing. Returns the kinds of trouble that czar found.
 */
function again(
  world: World,
  { times, everyMs }: { times: number; everyMs: number },
  each: (time: number) => void,
  busy = false,
): Set<string> {
  const matters = new Set<string>()
  for (let time = 1; time <= times; time++) {
    pass(world, everyMs)
    if (asked(world).includes('look_at_children:one')) lookAtChildren(world, busy)
    screen(world)
    each(time)
    const { health, matter } = workerOf(world, 'one').health
    matters.add(health === 'stuck' ? (matter ?? health) : health)
  }
  return matters
}

function lookAtChildren(world: World, busy: boolean): void {
  if (!busy) return act(world, 'look_at_children', 'one')
  const deed = world.deeds.findIndex(({ action }) => action.do === 'look_at_children')
  const [{ effect } = { effect: '' as never }] = world.deeds.splice(deed, 1)
  say(world, { kind: 'agent.children', ...about(world, 'one'), busy: true }, { kind: 'effect.done', effect })
}

const SAID = ['Going well', 'Still going well', 'All is going well so far', 'It is still going well']
const OTHERWISE = 'tree soup lamp frog door sand moon fish bell coat rope milk wind rock leaf barn'.split(' ')

const loops: readonly [
  title: string,
  pace: { times: number; everyMs: number },
  each: (world: World, time: number) => void,
  matter: string,
][] = [
  [
    'the same command that fails 45 times in one turn',
    { times: 45, everyMs: 30_000 },
    (world, time) => trouble(world, `FAIL tests/parse.test.ts > reads dates (${time * 17} ms)\nError: Command failed with exit code 1`),
    'same-error',
  ],
  [
    'nearly the same error, in words that differ a little',
    { times: 45, everyMs: 30_000 },
    (world, time) => trouble(world, `Error: cannot connect to the test database on port 5432 (${OTHERWISE[time % 3]})`),
    'same-error',
  ],
  [
    'the same error after each of forty edits of the same few lines',
    { times: 40, everyMs: MINUTE_MS },
    (world, time) => {
      files(world, { tree: `try-${time}`, touched: ['src/one/parse.ts'], lines: 4 })
      trouble(world, 'TypeError: undefined is not a function at parse.ts:12')
    },
    'same-error',
  ],
  [
    'seventy reports that all is well',
    { times: 70, everyMs: MINUTE_MS },
    (world, time) => report(world, 'one', 'progress', { text: SAID[time % 4] ?? '' }),
    'same-report',
  ],
  [
    'seventy reports, each in other words',
    { times: 70, everyMs: MINUTE_MS },
    (world, time) =>
      report(world, 'one', 'note', { text: `${OTHERWISE[time % 16]} ${OTHERWISE[(time * 7) % 15]} ${OTHERWISE[(time * 5) % 13]}` }),
    'same-report',
  ],
  [
    'progress from seven to none and back',
    { times: 12, everyMs: 3 * MINUTE_MS },
    (world, time) => report(world, 'one', 'progress', { text: `step ${OTHERWISE[time]}`, done: time % 2 === 0 ? 0 : 7, total: 9 }),
    'to-and-fro',
  ],
  [
    'sixty commits of one line each in one file, one after the other',
    { times: 60, everyMs: MINUTE_MS },
    (world, time) =>
      files(world, { tree: `t${time}`, touched: ['src/one/a.ts'], lines: 2 + time, commits: time, subject: `fix: attempt ${time}` }),
    'small-commits',
  ],
  [
    'sixty commits that change the same line, whatever they are called',
    { times: 60, everyMs: MINUTE_MS },
    (world, time) =>
      files(world, {
        tree: `t${time}`,
        touched: ['src/one/a.ts'],
        lines: 2,
        commits: time,
        subject: `${OTHERWISE[time % 16]} ${time % 7}`,
      }),
    'small-commits',
  ],
  [
    'three states of the files, round and round',
    { times: 30, everyMs: MINUTE_MS },
    (world, time) => files(world, { tree: `state-${time % 3}`, touched: ['src/one/a.ts'], lines: 10 * (time % 3) }),
    'edit-revert',
  ],
]

test.each(loops)('fault 90: a loop within one turn is found: %s', (_title, pace, each, matter) => {
  const world = inTurn()
  const matters = again(world, pace, time => each(world, time))
  expect([...matters].filter(found => found !== 'working')).toEqual([matter])
  expect(told(world, 'health.changed').find(({ health }) => health === 'stuck')).toMatchObject({
    matter,
    problem: expect.stringMatching(/^You/),
    evidence: expect.arrayContaining([expect.objectContaining({ seq: expect.any(Number), at: expect.any(Number) })]),
  })
})

const work: readonly [
  title: string,
  pace: { times: number; everyMs: number },
  each: (world: World, time: number) => void,
  busy?: boolean,
][] = [
  ['a long thought', { times: 120, everyMs: MINUTE_MS }, () => {}],
  [
    'a long test run, told of once a minute',
    { times: 60, everyMs: MINUTE_MS },
    world => report(world, 'one', 'progress', { text: 'the tests still run' }),
    true,
  ],
  [
    'a download of which the percentage rises',
    { times: 30, everyMs: 2 * MINUTE_MS },
    (world, time) => report(world, 'one', 'progress', { text: `downloaded ${3 * time} %` }),
  ],
  [
    'reading, of which the count of files rises',
    { times: 20, everyMs: 2 * MINUTE_MS },
    (world, time) => report(world, 'one', 'progress', { text: `read file ${time} of 20`, done: time, total: 20 }),
  ],
  ['a flaky command that is tried five times', { times: 5, everyMs: 5 * MINUTE_MS }, world => trouble(world, 'Error: connection reset')],
  [
    'a server that is waited for, sixty times in nine minutes, and then the work goes on',
    { times: 90, everyMs: 9_000 },
    (world, time) =>
      time <= 60
        ? trouble(world, 'curl: (7) Failed to connect to localhost port 3000')
        : files(world, { tree: 'next', touched: ['src/one/a.ts'], lines: 9 }),
  ],
  [
    'red, edit, green, thirty times over',
    { times: 30, everyMs: 2 * MINUTE_MS },
    (world, time) => {
      files(world, { tree: `red-${time}`, touched: ['src/one/a.test.ts'], lines: 12 * time - 6 })
      trouble(world, 'FAIL src/one/a.test.ts\nError: Command failed with exit code 1')
      files(world, { tree: `green-${time}`, touched: ['src/one/a.test.ts', 'src/one/a.ts'], lines: 12 * time })
    },
  ],
  [
    'failing tests that become fewer without a new file',
    { times: 40, everyMs: 2 * MINUTE_MS },
    (world, time) => {
      files(world, { tree: `t${time}`, touched: ['src/one/a.ts'], lines: 3 })
      trouble(world, `Tests ${41 - time} failed | ${time} passed (41)`)
    },
  ],
  [
    'a known failure at each run, while the work grows',
    { times: 40, everyMs: 2 * MINUTE_MS },
    (world, time) => {
      files(world, { tree: `t${time}`, touched: ['src/one/a.ts'], lines: 8 * time, commits: time, subject: 'feat: one more case' })
      trouble(world, 'FAIL tests/legacy.test.ts')
    },
  ],
  [
    'sixty small commits, each of a file of its own',
    { times: 60, everyMs: MINUTE_MS },
    (world, time) => {
      const touched = Array.from({ length: time }, (_, index) => `src/one/${OTHERWISE[index % 16]}/${OTHERWISE[Math.floor(index / 16)]}.ts`)
      files(world, { tree: `t${time}`, touched, lines: 2 * time, commits: time, subject: `fix: lint of ${time}` })
    },
  ],
  [
    'a file that grows by two lines with each look, beside a known failure',
    { times: 60, everyMs: MINUTE_MS },
    (world, time) => {
      files(world, { tree: `t${time}`, touched: ['src/one/a.ts'], lines: 2 * time })
      trouble(world, 'FAIL tests/legacy.test.ts')
    },
  ],
  [
    'three states of the files in the middle of a rebase',
    { times: 30, everyMs: MINUTE_MS },
    (world, time) => files(world, { tree: `state-${time % 3}`, operation: 'rebase' }),
  ],
  [
    'a plan that is made anew twice',
    { times: 20, everyMs: MINUTE_MS },
    (world, time) => {
      files(world, { tree: `t${time}`, touched: ['src/one/a.ts'], lines: 6 * time })
      report(world, 'one', 'progress', { text: `part ${OTHERWISE[time % 16]}`, done: time % 7, total: 9 })
    },
  ],
]

test.each(work)('fault 90: a sequence within one turn is no loop: %s', (_title, pace, each, busy = false) => {
  const world = inTurn()
  expect([...again(world, pace, time => each(world, time), busy)]).toEqual(['working'])
})

test('a loop that ended by itself is over, and one that continues is reported with constant words', () => {
  const world = inTurn()
  again(world, { times: 30, everyMs: 30_000 }, time => trouble(world, `Error: port ${time} is in use`))
  expect(workerOf(world, 'one').health).toMatchObject({
    matter: 'same-error',
    reason: 'the same error again and again: Error: port 1 is in use',
  })
  const since = world.history.length
  again(world, { times: 5, everyMs: 30_000 }, time => trouble(world, `Error: port ${time} is in use`))
  expect(world.history.slice(since).filter(({ kind }) => kind === 'health.changed')).toEqual([])
  for (let minutes = 0; minutes < 10; minutes++) {
    pass(world, MINUTE_MS)
    screen(world)
  }
  expect(workerOf(world, 'one').health.health).toBe('working')
})

test('output that repeats does not end a silence', () => {
  const world = inTurn()
  for (let time = 0; time < 30; time++) {
    pass(world, MINUTE_MS)
    report(world, 'one', 'progress', { text: 'going well' })
  }
  const { agent } = workerOf(world, 'one')
  expect(world.now - (agent?.noveltyAt ?? world.now)).toBeGreaterThan(STUCK_MS)
  turn(world, 'one', 'idle')
  expect(workerOf(world, 'one').agent?.noveltyAt).toBe(world.now)
})
