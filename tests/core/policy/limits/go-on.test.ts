import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { tendAccounts } from '../../../../src/core/policy/limits/tend-accounts.ts'
import type { MessageState } from '../../../../src/core/state/types/message-state.ts'
import { aProject } from '../../../support/builders/a-project.ts'
import {
  alterAccount,
  alterAgent,
  alterAssignment,
  alterWorker,
  HOUR_MS,
  meetLimit,
  twoAccounts,
  useTokens,
} from '../../../support/builders/limited.ts'
import { act, messages, pass, queue, say, told } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

/** The events that czar's rules about accounts would record now, as `event:worker`. */
function wanted(world: World): readonly string[] {
  const context = createPolicyContext(world.state, aProject(), world.now)
  tendAccounts(context)
  return context.plan().decisions.flatMap(decision => {
    if (decision.kind !== 'record' || !('worker' in decision.event)) return []
    return [`${decision.event.kind}:${decision.event.worker}`]
  })
}

/** A world in which the limit interrupted worker one, and the account may be tried now. */
function whenItsTimeHasCome(): World {
  const world = twoAccounts()
  meetLimit(world, 'one')
  world.now += HOUR_MS + 10_000
  for (const id of ['two', 'three']) alterWorker(world, id, { paused: true })
  return world
}

/** The reasons that czar gave for events of this kind. */
function reasons(world: World, kind: string): readonly string[] {
  return world.decisions.flatMap(decision => (decision.kind === 'record' && decision.event.kind === kind ? [decision.reason] : []))
}

function aWaitingMessage(kind: MessageState['kind']): MessageState {
  const rest = {
    assignment: null,
    facts: {},
    at: 0,
    tries: 0,
    lastTryAt: 0,
    problem: null,
    pastedTo: null,
    interruptedIn: null,
    held: null,
  }
  return { id: 'm99' as MessageState['id'], worker: 'one' as WorkerId, kind, ...rest }
}

test("after a limit all interrupted workers are told to continue one after the other, with the limit's name, and nothing else happens", () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { limit: 'rate' })
  meetLimit(world, 'two', { limit: 'rate' })
  pass(world, HOUR_MS + 10_000)
  act(world, 'deliver', 'one')
  pass(world, 1)
  useTokens(world, 'one')
  expect(queue(world, 'two')).toEqual([])
  for (let seat = 0; seat < 4; seat++) pass(world, 5_000)
  expect(queue(world, 'two')).toEqual(['go_on'])
  expect(messages(world, 'two')).toMatchObject([{ facts: { limit: 'rate' } }])
  expect(told(world, 'account.admitted').map(({ worker }) => worker)).toEqual(['two', 'three'])
})

test('each step after a limit is recorded with its reason', () => {
  const world = twoAccounts()
  meetLimit(world, 'one')
  pass(world, HOUR_MS + 10_000)
  act(world, 'deliver', 'one')
  pass(world, 1)
  useTokens(world, 'one')
  pass(world, 5_000)
  expect(reasons(world, 'account.probed')).toEqual(['the limit of scripted may be over, and one tries first'])
  expect(reasons(world, 'message.queued')).toContain('its turn was cut off by the limit of scripted')
  expect(reasons(world, 'account.released')).toEqual(['scripted answers again: one used tokens'])
  expect(reasons(world, 'account.admitted')).toEqual(['the limit of scripted is over'])
})

test('a limit that has vanished from the screen is withdrawn with the reason', () => {
  const world = twoAccounts()
  meetLimit(world, 'one', { strength: 'inferred' })
  say(world, { kind: 'agent.limit_gone', worker: 'one' as WorkerId, incarnation: 1, account: 'scripted' })
  const reason = 'the message about the limit is gone from the screen of one'
  expect(told(world, 'account.released')).toMatchObject([{ reason }])
  expect(reasons(world, 'account.released')).toEqual([`scripted is no longer limited: ${reason}`])
})

test('an interrupted worker that probes the limit is told to continue', () => {
  expect(wanted(whenItsTimeHasCome())).toEqual(['message.queued:one', 'account.probed:one'])
})

test.each<[string, (world: World) => void]>([
  ['has no agent', world => alterWorker(world, 'one', { agent: null })],
  [
    'has an agent that ended',
    world => alterAgent(world, 'one', { exit: { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } }),
  ],
  ['goes on by itself', world => alterAgent(world, 'one', { turn: 'busy' })],
  ['was not cut off', world => alterAccount(world, { cutOff: [] })],
  ['has an agent that knows nothing of the task yet', world => alterAssignment(world, 'one', { briefed: null })],
  ['has an agent since, whose brief is still to come', world => alterAgent(world, 'one', { incarnation: 2 })],
  ['has a text to read that makes it go on', world => (world.state = { ...world.state, messages: [aWaitingMessage('nudge')] })],
])('a worker that probes the limit gets no text when it %s', (_name, change) => {
  const world = whenItsTimeHasCome()
  change(world)
  expect(wanted(world)).toEqual(['account.probed:one'])
})

test("a person's text that waits for a worker does not stop czar from telling it to continue", () => {
  const world = whenItsTimeHasCome()
  world.state = { ...world.state, messages: [aWaitingMessage('tell')] }
  expect(wanted(world)).toEqual(['message.queued:one', 'account.probed:one'])
})

/** A world in which the limit is over. Worker one was interrupted, and is the worker that may go on next. */
function whenItIsAdmitted(): World {
  const world = whenItsTimeHasCome()
  alterAccount(world, { releasedAt: world.now - 5_000, admittedAt: world.now - 5_000, queue: ['one' as WorkerId] })
  return world
}

test.each<[string, (world: World) => void]>([
  ['has claimed', world => alterAssignment(world, 'one', { state: 'claimed' })],
  ['is being verified', world => alterAssignment(world, 'one', { state: 'verifying' })],
  ['has given its task back', world => alterWorker(world, 'one', { assignment: null })],
])('a worker that is admitted after a limit gets no text when it %s', (_name, change) => {
  const world = whenItIsAdmitted()
  expect(wanted(world)).toEqual(['message.queued:one', 'account.admitted:one'])
  change(world)
  expect(wanted(world)).toEqual(['account.admitted:one'])
})

/** A world in which worker one has tried the account for five minutes, and nothing is heard from it. */
function whenNothingIsHeard(): World {
  const world = twoAccounts()
  meetLimit(world, 'one')
  alterAccount(world, { probe: { worker: 'one' as WorkerId, at: world.now }, cutOff: [] })
  world.now += 300_000
  return world
}

test('a long turn does not count as a failed probe', () => {
  const world = whenNothingIsHeard()
  expect(wanted(world)).toEqual(['account.probed:two'])
  alterAgent(world, 'one', { turn: 'busy' })
  expect(wanted(world)).toEqual([])
})

test('the probe of a worker whose agent never started is taken over by another worker', () => {
  const world = whenNothingIsHeard()
  alterWorker(world, 'one', { agent: null })
  expect(wanted(world)).toEqual(['account.probed:two'])
})

test('a worker that is gone is neither waited for nor admitted', () => {
  const world = whenNothingIsHeard()
  const { one: _gone, ...workers } = world.state.workers
  world.state = { ...world.state, workers }
  expect(wanted(world)).toEqual(['account.probed:two'])
  alterAccount(world, { releasedAt: 0, queue: ['one' as WorkerId] })
  expect(wanted(world)).toEqual(['account.admitted:one'])
})

test('a probe waits while no worker is left to take it over', () => {
  const world = whenNothingIsHeard()
  for (const id of ['one', 'two', 'three']) alterWorker(world, id, { paused: true })
  expect(wanted(world)).toEqual([])
})
