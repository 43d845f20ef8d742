import { expect, test } from 'vitest'
import { gatherFacts } from '../../../../src/core/brief/gather-facts.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { verifyClaim } from '../../../../src/core/policy/proof/verify.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { alterAgent, alterAssignment, alterWorker } from '../../../support/builders/limited.ts'
import {
  act,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  breakDownForGood,
  exit,
  getReady,
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
import { restartCzar, type World } from '../../../support/worlds/world.ts'
import { claim, commit, rejectOnce } from '../a-claim.ts'

test('a claim is checked before it counts', () => {
  const world = claim()
  expect(asked(world)).toEqual(['verify:one'])
  expect(world.state.tasks['one']?.state).toBe('assigned')
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified', verified: { commit: 'work-one' } })
})

test('a rejected claim returns with the failed commands, and after the third rejection the task fails if no other worker can take it', () => {
  const world = claim()
  for (let attempt = 1; attempt <= 2; attempt++) {
    verdict(world, 'one', 'rejected', ['a test fails'])
    expect(messages(world, 'one')).toMatchObject([{ kind: 'rework', facts: { attempt: String(attempt + 1) } }])
    expect(assignmentOf(world, 'one').lastVerdict).toMatchObject({ reasons: ['a test fails'], tail: 'the tail' })
    turn(world, 'one', 'idle')
    act(world, 'deliver', 'one')
    commit(world, 5)
    report(world, 'one', 'done')
  }
  verdict(world, 'one', 'rejected', ['a test fails'])
  expect(world.state.tasks['one']).toMatchObject({ state: 'failed', attempts: 3, failure: 'rejected 3 times, last: a test fails' })
})

test('after small changes and another rejection a fresh agent makes the last attempt, and reads all rejections', () => {
  const world = claim()
  rejectOnce(world, 1)
  verdict(world, 'one', 'rejected', ['another test fails'])
  expect(told(world, 'ladder.climbed')).toMatchObject([
    { rung: 'fresh', matter: 'rejected', evidence: ['its claim was rejected 2 times, last: another test fails'] },
  ])
  expect(queue(world, 'one'), 'the old agent is told nothing more').toEqual([])
  act(world, 'end_agent', 'one')
  expect(world.deeds[0]?.action).toMatchObject({ do: 'start_agent', resume: null })
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  const [brief] = messages(world, 'one')
  if (brief === undefined) throw new Error('no brief')
  expect(gatherFacts(world.state, brief, null)).toMatchObject({
    rejected: { reasons: ['another test fails'] },
    rejectedBefore: [['a test fails']],
    left: { replacedFor: 'its claim was rejected 2 times, last: another test fails', isMisunderstood: true },
  })
  act(world, 'deliver', 'one')
  report(world, 'one', 'done')
  verdict(world, 'one', 'rejected', ['a test fails'])
  expect(told(world, 'ladder.climbed'), 'once').toHaveLength(1)
  expect(world.state.tasks['one']?.state).toBe('failed')
})

test("a task whose worker's claims were all rejected goes to another free worker once, before a person is called", () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  begin(world, 'two')
  report(world, 'one', 'done')
  for (let times = 1; times <= 2; times++) rejectOnce(world, 5)
  verdict(world, 'one', 'rejected', ['a test fails'])
  expect(world.state.tasks['one'], 'two is at its own work').toMatchObject({
    state: 'waiting',
    earlier: [{ worker: 'one', how: 'rejected' }],
  })
  expect(attention(world)).toEqual([])
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  turn(world, 'two', 'idle')
  expect(world.state.tasks['one']).toMatchObject({ state: 'assigned', worker: 'two' })
  const [brief] = messages(world, 'two')
  if (brief === undefined) throw new Error('no brief')
  expect(gatherFacts(world.state, brief, null)).toMatchObject({ earlier: [{ worker: 'one', how: 'rejected', failed: [] }] })
  act(world, 'deliver', 'two')
  report(world, 'two', 'done')
  for (let times = 1; times <= 3; times++) {
    if (times > 1) {
      act(world, 'deliver', 'two')
      report(world, 'two', 'done')
    }
    verdict(world, 'two', 'rejected', ['a test fails'])
    if (times === 2) getFresh(world, 'two')
    if (times < 3) turn(world, 'two', 'idle')
  }
  expect(world.state.tasks['one']?.state, 'two workers are the bound').toBe('failed')
  expect(attention(world)).toContain('failed:one')
})

function getFresh(world: World, id: string): void {
  act(world, 'end_agent', id)
  act(world, 'start_agent', id)
  getReady(world, id)
}

test('a worker that waits for the very task is not waited for to take it over', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as WorkerId] })] })
  begin(world, 'one')
  report(world, 'one', 'done')
  for (let times = 1; times <= 2; times++) rejectOnce(world, 5)
  verdict(world, 'one', 'rejected', ['a test fails'])
  expect(world.state.tasks['one']?.state).toBe('failed')
})

test('a check that could not be carried out is tried again after growing waits, then the task fails', () => {
  const world = claim()
  for (const waitMs of [3_000, 6_000]) {
    verdict(world, 'one', 'error', ['git did not answer.'])
    pass(world, waitMs - 1)
    expect(asked(world)).toEqual([])
    pass(world, 1)
    expect(asked(world)).toEqual(['verify:one'])
  }
  verdict(world, 'one', 'error', ['git did not answer.'])
  expect(world.state.tasks['one']?.failure).toContain('git did not answer')
})

test('a worker that continues to commit is checked again, however often, and the task does not fail for it', () => {
  const world = claim()
  for (let commit = 1; commit <= 6; commit++) {
    verdict(world, 'one', 'void', ['The branch moved while it was being checked.'])
    pass(world, 2_999)
    expect(asked(world)).toEqual([])
    pass(world, 1)
    expect(asked(world)).toEqual(['verify:one'])
  }
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['one']?.state).toBe('verified')
})

test('a check that fails technically again and again fails the task', () => {
  const world = claim()
  breakDownForGood(world, 'verify', 'one')
  expect(world.state.tasks['one']?.failure).toBe('its claim could not be checked: it broke')
})

test('the claim of a dead agent is checked without a new agent', () => {
  const world = claim()
  exit(world, 'one')
  pass(world, 60_000)
  expect(asked(world)).not.toContain('start_agent:one')
  act(world, 'end_agent', 'one')
  verdict(world, 'one', 'verified')
  expect(world.state.czar.phase).toBe('finished')
})

test("a dead agent's rejected claim goes to a fresh agent, whose brief has the rejection", () => {
  const world = claim()
  exit(world, 'one')
  act(world, 'end_agent', 'one')
  verdict(world, 'one', 'rejected', ['a test fails'])
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['brief'])
  act(world, 'deliver', 'one')
  expect(queue(world, 'one'), 'it is told once').toEqual([])
  expect(assignmentOf(world, 'one')).toMatchObject({ state: 'rework', rejections: 1, toldRejections: 1 })
})

test('a check that a killed czar left is started again', () => {
  const world = claim()
  const { id } = assignmentOf(world, 'one')
  say(world, { kind: 'verification.started', worker: 'one' as WorkerId, assignment: id, commit: 'work' as never })
  restartCzar(world)
  expect(asked(world)).toEqual(['verify:one'])
})

test('a person may have unclaimed work checked, also rejected work', () => {
  const world = claim()
  verdict(world, 'one', 'rejected')
  say(world, { kind: 'person.verify', worker: 'one' as WorkerId })
  expect(asked(world)).toContain('verify:one')
  verdict(world, 'one', 'verified')
  expect(world.state.tasks['one']?.state).toBe('verified')
  expect(messages(world, 'one'), 'nobody is told to mend it').toEqual([])
})

test('a claim is not checked twice at once, nor while the czar stops', () => {
  const world = claim()
  pass(world, 60_000)
  expect(asked(world)).toEqual(['verify:one'])
  const other = aStory()
  begin(other, 'one')
  say(other, { kind: 'person.stop', worker: null })
  report(other, 'one', 'done')
  expect(asked(other)).not.toContain('verify:one')
})

test('a check that repeatedly fails technically is reported with all reasons of the last time', () => {
  const world = claim()
  for (let time = 1; time <= 3; time++) {
    verdict(world, 'one', 'error', ['git did not answer.', 'The disk is full.'])
    pass(world, 10_000)
  }
  expect(world.state.tasks['one']?.failure).toBe('its claim could not be checked: git did not answer. The disk is full.')
})

test('a task that failed through its last check is reported with all failed commands', () => {
  const world = claim()
  for (let times = 1; times <= 2; times++) rejectOnce(world, 5)
  verdict(world, 'one', 'rejected', ['A test fails.', 'The linter fails.'])
  expect(world.state.tasks['one']?.failure).toBe('rejected 3 times, last: A test fails. The linter fails.')
})

test('a rejection is delivered only to a living agent with the task, and a new claim makes it unnecessary', () => {
  const rejected = (lead: (world: World) => void) => {
    const world = claim()
    verdict(world, 'one', 'rejected', ['a test fails'])
    world.state = { ...world.state, messages: [] }
    alterAssignment(world, 'one', { toldRejections: 0 })
    lead(world)
    const context = createPolicyContext(world.state, aProject(), world.now)
    verifyClaim(context, workerOf(world, 'one'))
    return context.plan().decisions.flatMap(decision => (decision.kind === 'record' ? [decision.event.kind] : [decision.action.do]))
  }
  expect(rejected(() => {})).toEqual(['message.queued'])
  expect(rejected(world => alterWorker(world, 'one', { agent: null }))).toEqual([])
  const exit = { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } as const
  expect(rejected(world => alterAgent(world, 'one', { exit }))).toEqual([])
  expect(rejected(world => alterAssignment(world, 'one', { briefed: null }))).toEqual([])
  expect(rejected(world => alterAssignment(world, 'one', { briefed: { incarnation: 7, at: 1 } }))).toEqual([])
  expect(rejected(world => alterWorker(world, 'one', { replace: 1 }))).toEqual([])
  expect(rejected(world => alterAssignment(world, 'one', { toldRejections: 1 }))).toEqual([])
  expect(rejected(world => alterAssignment(world, 'one', { state: 'acknowledged' }))).toEqual([])
})
