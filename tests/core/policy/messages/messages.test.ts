import { expect, test } from 'vitest'
import type { WaitingFor } from '../../../../src/core/events/agent-event.ts'
import type { EffectId, MessageId, WorkerId } from '../../../../src/core/model/ids.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import {
  about,
  act,
  aReadyStory,
  aStory,
  asked,
  attention,
  begin,
  breakDown,
  breakDownForGood,
  complete,
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
import { carryOut, restartCzar, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

function tell(world: World, text = 'use the blue one'): MessageId {
  const message = `m${world.state.counters.messages + 1}` as MessageId
  const { assignment } = workerOf(world, 'one')
  say(world, { kind: 'message.queued', worker: one, message, messageKind: 'tell', assignment, facts: { text } })
  return message
}

/** The delivery ends without proof that the text arrived. */
function leaveUnconfirmed(world: World, mayRetry: boolean): void {
  const deed = world.deeds.find(({ action }) => action.do === 'deliver')
  if (deed?.action.do !== 'deliver') throw new Error('nothing is being delivered')
  const { message, incarnation } = deed.action
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const undelivered = { kind: 'message.undelivered', worker: one, message, incarnation, reason: 'no receipt', mayRetry } as const
  say(world, undelivered, { kind: 'effect.done', effect: deed.effect })
}

test('the brief is delivered before every other text', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  tell(world)
  getReady(world, 'one')
  const [deed] = world.deeds
  expect(deed?.action).toMatchObject({ do: 'deliver', message: messages(world, 'one').find(({ kind }) => kind === 'brief')?.id })
})

test.each(['busy', 'waiting'] as const)('no text is pasted into an agent that is %s', state => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', state)
  tell(world)
  expect(asked(world)).toEqual([])
  turn(world, 'one', 'idle')
  expect(asked(world)).toEqual(['deliver:one'])
})

test('a text that could not be pasted is tried again after a wait that doubles, and five times at most', () => {
  const world = aReadyStory()
  const waits: number[] = []
  for (let tries = 1; tries < 5; tries++) {
    leaveUnconfirmed(world, true)
    const failedAt = world.now
    while (world.deeds.length === 0) pass(world, 1_000)
    waits.push(world.now - failedAt)
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000])
  leaveUnconfirmed(world, true)
  pass(world, 60_000)
  expect(world.state.tasks['one']).toMatchObject({ state: 'failed', failure: expect.stringContaining('5 tries') })
})

test('an agent is not ended while its brief is being pasted for the second time', () => {
  const world = aReadyStory()
  leaveUnconfirmed(world, true)
  pass(world, 2_000)
  const [message] = messages(world, 'one')
  say(world, { kind: 'message.pasted', ...about(world, 'one'), message: message?.id as MessageId, sha256: 'x', chars: 1, stripped: [] })
  expect(asked(world)).toEqual(['deliver:one'])
})

test('a brief that may have arrived is never pasted again into the same agent: a fresh agent gets it', () => {
  const world = aReadyStory()
  leaveUnconfirmed(world, false)
  expect(asked(world)).toEqual(['end_agent:one'])
  act(world, 'end_agent', 'one')
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(asked(world), 'its program may throw away what comes soon').toEqual([])
  pass(world, 3_000)
  expect(world.deeds[0]?.action).toMatchObject({ do: 'deliver', incarnation: 2, recover: false })
})

test('a question that may have arrived is withdrawn, and delays no other text', () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'idle')
  pass(world, 30_000)
  expect(queue(world, 'one')).toEqual(['nudge'])
  leaveUnconfirmed(world, false)
  expect(queue(world, 'one')).toEqual([])
  tell(world)
  expect(asked(world)).toEqual(['deliver:one'])
})

test("a person's text that may have arrived waits for the next agent, and the person is told so", () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'idle')
  tell(world, 'first')
  leaveUnconfirmed(world, false)
  expect(attention(world)).toEqual(['unsaid:one'])
  tell(world, 'second')
  act(world, 'deliver', 'one')
  expect(messages(world, 'one').map(({ facts }) => facts['text'])).toEqual(['first'])
  exit(world, 'one')
  expect(attention(world)).toEqual([])
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  pass(world, 3_000)
  act(world, 'deliver', 'one')
  expect(messages(world, 'one')).toEqual([])
})

test("a person's text is not dropped when a fresh agent gets its brief", () => {
  const world = aStory()
  begin(world, 'one')
  tell(world)
  exit(world, 'one')
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['tell', 'brief'])
})

test('an interrupted delivery looks for evidence of the text before it pastes again', () => {
  const world = aReadyStory()
  const [message] = messages(world, 'one')
  say(world, { kind: 'message.pasted', ...about(world, 'one'), message: message?.id as MessageId, sha256: 'x', chars: 1, stripped: [] })
  breakDown(world, 'deliver', 'one')
  pass(world, 2_000)
  expect(world.deeds[0]?.action).toMatchObject({ do: 'deliver', recover: true })
})

test('a brief that cannot be delivered leads to a fresh agent, and a question that cannot is withdrawn', () => {
  const world = aReadyStory()
  breakDownForGood(world, 'deliver', 'one')
  expect(asked(world)).toEqual(['end_agent:one'])
  const other = aStory()
  begin(other, 'one')
  turn(other, 'one', 'idle')
  pass(other, 30_000)
  breakDownForGood(other, 'deliver', 'one')
  expect(queue(other, 'one')).toEqual([])
})

test('after a restart of the czar an open delivery is looked for first, also if the agent is busy', () => {
  const world = aReadyStory()
  turn(world, 'one', 'busy')
  restartCzar(world)
  expect(world.deeds[0]?.action).toMatchObject({ do: 'deliver', recover: true })
  const [deed] = world.deeds
  if (deed !== undefined) carryOut(world, deed, false)
  expect(messages(world, 'one')).toEqual([])
})

test('texts about work that is over are withdrawn', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  turn(world, 'one', 'idle')
  pass(world, 30_000)
  expect(queue(world, 'one')).toEqual(['nudge'])
  turn(world, 'one', 'busy')
  leaveUnconfirmed(world, true)
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(messages(world, 'one')).toEqual([])
})

test('a worker that began early is told about each dependency once, as soon as it is verified', () => {
  const early = aWorker('one', { dependsOn: ['two' as WorkerId], waitForDependencies: false })
  const world = aStory({ workers: [early, aWorker('two')], concurrency: 2 })
  begin(world, 'one')
  begin(world, 'two')
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  const [unblock] = told(world, 'message.queued').filter(({ messageKind }) => messageKind === 'unblock')
  expect(unblock).toMatchObject({ worker: 'one', facts: { dependency: 'two' }, at: world.now })
  pass(world, 600_000)
  expect(told(world, 'message.queued').filter(({ messageKind }) => messageKind === 'unblock')).toHaveLength(1)
})

test('a worker with a broken report file is told so a few times, not endlessly', () => {
  const world = aStory()
  begin(world, 'one')
  for (let time = 0; time < 10; time++) {
    say(world, { kind: 'report.refused', worker: one, reason: `line ${time}` })
    turn(world, 'one', 'idle')
    if (asked(world).includes('deliver:one')) act(world, 'deliver', 'one')
  }
  expect(told(world, 'message.queued').filter(({ messageKind }) => messageKind === 'notice')).toHaveLength(3)
})

test('an agent that is about to be replaced gets no text', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  turn(world, 'one', 'idle')
  tell(world)
  world.deeds.length = 0
  say(world, { kind: 'effect.failed', effect: `deliver:${messages(world, 'one')[0]?.id}:1` as EffectId, reason: 'x' })
  say(world, { kind: 'person.restart', worker: one })
  expect(asked(world)).toEqual(['end_agent:one'])
  pass(world, 5_000)
  expect(asked(world)).toEqual(['end_agent:one'])
})

test('the brief for a fresh agent replaces the texts for the old one', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'report.refused', worker: one, reason: 'torn' })
  expect(queue(world, 'one')).toEqual(['notice'])
  exit(world, 'one')
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['brief'])
  expect(messages(world, 'one')[0]?.facts).toEqual({ again: 'true' })
})

test('no text for a finished worker is left in the queue when the project ends', () => {
  const world = aStory()
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  expect(world.state.czar.phase).toBe('finished')
  expect(world.state.messages).toEqual([])
})

function aWaitingStory(waitingFor: WaitingFor, text: string): World {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'agent.turn', ...about(world, 'one'), turn: 'waiting', waitingFor, evidence: 'hook', strength: 'exact', text })
  return world
}

test("an agent that asks in its composer gets only a person's answer", () => {
  const world = aWaitingStory('answer', 'Which?')
  expect(Object.values(world.state.attention)).toMatchObject([
    { text: "one's agent waits for an answer: Which?", hint: 'czar answer one "…"' },
  ])
  pass(world, 60_000)
  expect(asked(world)).toEqual([])
  tell(world)
  expect(asked(world)).toEqual(['deliver:one'])
})

test.each(['permission', 'dialog'] as const)("no text, not even a person's, is pasted over a %s", waitingFor => {
  const world = aWaitingStory(waitingFor, 'npm publish')
  tell(world)
  pass(world, 60_000)
  expect(asked(world)).toEqual([])
})

test("a worker whose brief's end was never seen is told once where the whole brief is", () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  const deed = world.deeds.find(({ action }) => action.do === 'deliver')
  if (deed?.action.do !== 'deliver') throw new Error('nothing is being delivered')
  const { message, incarnation } = deed.action
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const proof = {
    receipt: 'the program answered after Enter; the text was never seen whole, to its end',
    strength: 'inferred',
    enters: 1,
  } as const
  say(
    world,
    { kind: 'message.submitted', worker: one, message, incarnation, ...proof, endSeen: false },
    { kind: 'effect.done', effect: deed.effect },
  )
  const notices = () => world.history.filter(event => event.kind === 'message.queued' && event.messageKind === 'notice')
  expect(notices()).toEqual([])
  pass(world, 30_000)
  expect(notices()).toMatchObject([{ facts: { problem: expect.stringContaining(`czar inbox ${message}`) } }])
  pass(world, 60_000)
  expect(notices()).toHaveLength(1)
  expect(workerOf(world, 'one').agent?.cutsTexts).toBe(true)
})

test('a fresh agent that replaces one without a receipt is started for that reason, not for a failed start', () => {
  const world = aReadyStory()
  leaveUnconfirmed(world, false)
  act(world, 'end_agent', 'one')
  pass(world, 60_000)
  const starts = world.history.filter(event => event.kind === 'effect.intended' && event.action === 'start_agent')
  expect(starts.at(-1)).toMatchObject({ reason: expect.stringMatching(/after: brief m\d+ could not be delivered: no receipt/) })
})
