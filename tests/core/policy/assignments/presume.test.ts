import { expect, test } from 'vitest'
import type { Verdict } from '../../../../src/core/events/work-event.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import {
  act,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  breakDown,
  complete,
  exit,
  messages,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, restartCzar, type World } from '../../../support/worlds/world.ts'
import { askInVain, IDLE_MS, rungs } from '../ladder/steps.ts'

const ACCEPT = ['npm test']
const ACKNOWLEDGED = { text: 'Do one; it is done when `npm test` passes.', plan: ['src/one.ts'] }

function idleWithCommits(accept: readonly string[] = ACCEPT): World {
  const world = aStory({ workers: [aWorker('one', { accept })] })
  begin(world, 'one')
  report(world, 'one', 'ack', ACKNOWLEDGED)
  say(world, observed(workerOf(world, 'one'), 'half'))
  turn(world, 'one', 'idle')
  return world
}

/** The czar asks the first question, the agent reads it, and nothing changes. */
function askOnce(world: World): void {
  pass(world, IDLE_MS)
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  turn(world, 'one', 'idle')
  pass(world, 3 * IDLE_MS)
}

function check(world: World, how: Verdict, reasons: readonly string[] = []): void {
  expect(asked(world)).toContain('verify:one')
  verdict(world, 'one', how, reasons)
}

test("fault 138: a silent worker's committed but unclaimed work is checked before the second question, and verified if it passes", () => {
  const world = idleWithCommits()
  askOnce(world)
  expect(rungs(world)).toEqual(['ask'])
  expect(told(world, 'assignment.presumed')).toMatchObject([
    { worker: 'one', head: 'half', because: expect.stringContaining('turn ended') },
  ])
  check(world, 'verified')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified' })
  expect(attention(world)).toEqual([])
})

test("a failed check of unclaimed work is no rejection: the worker is asked, with the check's result", () => {
  const world = idleWithCommits()
  askOnce(world)
  check(world, 'void', ['`npm test` failed with exit code 1.'])
  expect(assignmentOf(world, 'one')).toMatchObject({ state: 'acknowledged', rejections: 0, lastVerdict: null })
  expect(queue(world, 'one')).toEqual(['restate'])
  expect(messages(world, 'one')[0]?.facts['problem']).toMatch(/ What you committed was checked: `npm test` failed with exit code 1\.$/)
})

test('each commit of unclaimed work is checked once, and a new commit again', () => {
  const world = idleWithCommits()
  askOnce(world)
  check(world, 'void')
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  turn(world, 'one', 'idle')
  pass(world, 4 * IDLE_MS)
  expect(rungs(world)).toEqual(['ask', 'restate', 'fresh'])
  expect(told(world, 'assignment.presumed')).toHaveLength(1)
  const other = idleWithCommits()
  askOnce(other)
  check(other, 'void')
  act(other, 'deliver', 'one')
  turn(other, 'one', 'busy')
  say(other, observed(workerOf(other, 'one'), 'whole'))
  turn(other, 'one', 'idle')
  askOnce(other)
  expect(told(other, 'assignment.presumed').map(({ head }) => head)).toEqual(['half', 'whole'])
})

test('unclaimed work is found by a fresh reading of git; without a commit the worker is told so, once', () => {
  const world = aStory({ workers: [aWorker('one', { accept: ACCEPT })] })
  begin(world, 'one')
  report(world, 'one', 'ack', ACKNOWLEDGED)
  turn(world, 'one', 'idle')
  askOnce(world)
  check(world, 'void', ['There is no commit of yours.'])
  expect(messages(world, 'one')[0]?.facts['problem']).toContain('There is no commit of yours.')
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  turn(world, 'one', 'idle')
  pass(world, 4 * IDLE_MS)
  expect(told(world, 'assignment.presumed')).toHaveLength(1)
})

test('unclaimed work is not checked without an accept command', () => {
  const world = idleWithCommits([])
  askInVain(world)
  expect(told(world, 'assignment.presumed')).toEqual([])
  expect(rungs(world)).toEqual(['ask', 'restate'])
})

test('if the worker claims its work during the check, the check counts for the claim', () => {
  const world = idleWithCommits()
  askOnce(world)
  report(world, 'one', 'done')
  check(world, 'rejected', ['`npm test` failed with exit code 1.'])
  expect(assignmentOf(world, 'one')).toMatchObject({ state: 'rework', rejections: 1 })
})

test('a claim during the check is checked again if the check ran under other conditions', () => {
  const world = idleWithCommits()
  askOnce(world)
  say(world, {
    kind: 'verification.started',
    worker: workerOf(world, 'one').id,
    assignment: assignmentOf(world, 'one').id,
    commit: 'half' as never,
  })
  report(world, 'one', 'done')
  check(world, 'void')
  pass(world, 10_000)
  check(world, 'verified')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified' })
})

test("a task does not fail through its agent's repeated ends while its committed work may be complete", () => {
  const world = idleWithCommits()
  for (let start = 0; start < 9 && !asked(world).includes('verify:one'); start++) {
    exit(world, 'one')
    pass(world, 60_000)
    if (asked(world).includes('start_agent:one')) act(world, 'start_agent', 'one')
  }
  check(world, 'verified')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified' })
})

test('after a check of unclaimed work fails technically for good, the worker keeps its task', () => {
  const world = idleWithCommits()
  askOnce(world)
  for (let tries = 0; tries < 3; tries++) {
    breakDown(world, 'verify', 'one')
    pass(world, 10_000)
  }
  expect(assignmentOf(world, 'one').state).toBe('acknowledged')
  expect(world.state.tasks['one']?.state).toBe('assigned')
  expect(rungs(world)).toEqual(['ask', 'restate'])
})

test('a czar that is started again continues the check of unclaimed work', () => {
  const world = idleWithCommits()
  askOnce(world)
  restartCzar(world)
  pass(world, 10_000)
  check(world, 'void')
  expect(assignmentOf(world, 'one')).toMatchObject({ state: 'acknowledged', presumed: { resumes: null } })
})

test('a task without progress is handed over only after its existing work was checked', () => {
  const world = aStory({
    workers: [aWorker('two'), aWorker('one', { accept: ACCEPT })],
    policy: { ...aPolicy, nudges: 0, restart: { ...aPolicy.restart, max: 0 } },
  })
  complete(world, 'two')
  begin(world, 'one')
  report(world, 'one', 'ack', ACKNOWLEDGED)
  say(world, observed(workerOf(world, 'one'), 'half'))
  turn(world, 'one', 'idle')
  pass(world, IDLE_MS)
  expect(told(world, 'assignment.returned')).toEqual([])
  check(world, 'void')
  expect(told(world, 'assignment.returned')).toHaveLength(1)
})
