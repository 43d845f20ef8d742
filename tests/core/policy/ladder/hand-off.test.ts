import { expect, test } from 'vitest'
import { gatherFacts } from '../../../../src/core/brief/gather-facts.ts'
import type { BriefFacts } from '../../../../src/core/brief/message-facts.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import {
  about,
  act,
  aStory,
  asked,
  assignmentOf,
  begin,
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
} from '../../../support/worlds/story.ts'
import { aReport, type World } from '../../../support/worlds/world.ts'
import { rungs } from './steps.ts'

const ACK_MS = 180_000

function acknowledged(): World {
  const world = aStory()
  begin(world, 'one')
  pass(world, 1_000)
  say(world, { kind: 'agent.session', ...about(world, 'one'), agentSession: 'first' })
  report(world, 'one', 'ack')
  return world
}

function fill(world: World, context: number): void {
  const tokens = { input: Math.round(context * 100_000), output: 0, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, 'one'), session: 'first', tokens, usd: null, contextTokens: null, context })
}

function write(world: World): void {
  const handoff = { done: 'the parser', pending: 'its tests', decisions: '', failing: 'npm test', next: 'mend the lexer' }
  say(world, { kind: 'handoff.received', worker: 'one' as WorkerId, report: aReport('handoff', { text: '', handoff }) })
}

/** The old agent ends, and a new agent starts without the conversation. Its brief waits for it. */
function renew(world: World): BriefFacts {
  act(world, 'end_agent', 'one')
  expect(world.deeds[0]?.action).toMatchObject({ do: 'start_agent', incarnation: 2, resume: null })
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  const brief = messages(world, 'one').find(({ kind }) => kind === 'brief')
  if (brief === undefined) throw new Error('no brief is queued')
  return gatherFacts(world.state, brief, null) as BriefFacts
}

test("an agent with a context that is 60 % full is asked for a handoff at its turn's end, and a fresh one continues with the handoff", () => {
  const world = acknowledged()
  fill(world, 0.6)
  expect(queue(world, 'one'), 'not in the middle of a turn').toEqual([])
  turn(world, 'one', 'idle')
  expect(queue(world, 'one')).toEqual(['handoff'])
  act(world, 'deliver', 'one')
  pass(world, 1_000)
  write(world)
  expect(asked(world), 'it may still be committing').toEqual([])
  turn(world, 'one', 'idle')
  expect(asked(world)).toEqual(['end_agent:one'])
  expect(renew(world).left?.handoff).toMatchObject({ done: 'the parser', next: 'mend the lexer' })
  expect(rungs(world)).toEqual(['handoff', 'fresh'])
  expect(assignmentOf(world, 'one').acknowledged, 'the fresh one restates').toBeNull()
  pass(world, 10 * ACK_MS)
  expect(rungs(world), 'what the old one used is not the new one’s').toEqual(['handoff', 'fresh'])
})

test('an agent that writes no handoff in time is replaced nevertheless, with the facts that czar knows', () => {
  const world = acknowledged()
  report(world, 'one', 'progress', { text: 'error mapping' })
  fill(world, 0.7)
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  pass(world, ACK_MS - 2_000)
  expect(rungs(world), 'nothing else is asked meanwhile').toEqual(['handoff'])
  pass(world, 2_000)
  expect(renew(world).left).toMatchObject({ handoff: null, doing: 'error mapping' })
})

test('a turn is interrupted only if the context is 25 points over the limit and no handoff came', () => {
  const world = acknowledged()
  fill(world, 0.84)
  pass(world, ACK_MS)
  expect(rungs(world)).toEqual([])
  fill(world, 0.85)
  expect(queue(world, 'one')).toEqual(['handoff'])
  pass(world, ACK_MS)
  expect(asked(world)).toEqual(['end_agent:one'])
})

test('an agent that claims to be done, has used less context, or has an unknown fullness is left alone', () => {
  const claimed = acknowledged()
  report(claimed, 'one', 'done')
  fill(claimed, 0.9)
  const little = acknowledged()
  fill(little, 0.59)
  const unknown = acknowledged()
  for (const world of [claimed, little, unknown]) turn(world, 'one', 'idle')
  for (const world of [claimed, little, unknown]) expect(rungs(world)).toEqual([])
})

test('fault 25: an agent that was killed and started again gets the handoff and the facts with its brief', () => {
  const world = acknowledged()
  write(world)
  exit(world, 'one')
  pass(world, 10_000)
  expect(world.deeds[0]?.action).toMatchObject({ do: 'start_agent', resume: 'first' })
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  const [brief] = messages(world, 'one')
  const facts = brief === undefined ? null : (gatherFacts(world.state, brief, null) as BriefFacts)
  expect(facts?.left?.handoff?.failing).toBe('npm test')
  expect(facts?.before).toMatchObject({ commits: 0 })
})

test('fault 26: an agent that ends by itself without a commit is not done: the next agent gets the task', () => {
  const world = acknowledged()
  say(world, { kind: 'agent.exited', ...about(world, 'one'), how: 'exited', status: 0, signal: null, lastScreen: '' })
  expect(world.state.tasks['one']?.state).toBe('assigned')
  expect(world.state.workers['one']?.health.health).toBe('crashed')
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(queue(world, 'one')).toEqual(['brief'])
})

test("the request for a handoff, and the reason for the fresh agent, name the context's fullness", () => {
  const written = acknowledged()
  fill(written, 0.624)
  turn(written, 'one', 'idle')
  expect(messages(written, 'one')[0]).toMatchObject({ kind: 'handoff', facts: { percent: '62' } })
  act(written, 'deliver', 'one')
  pass(written, 1_000)
  write(written)
  turn(written, 'one', 'idle')
  const unwritten = acknowledged()
  fill(unwritten, 0.9)
  pass(unwritten, ACK_MS)
  const said = (world: World) => told(world, 'ladder.climbed').map(({ about, matter, evidence }) => [about, matter, ...evidence])
  expect(said(written)).toEqual([
    ['context', 'context', 'its context is 62 % full'],
    ['context', 'context', 'its context is 62 % full, and its handoff is written'],
  ])
  expect(said(unwritten)[1]).toEqual(['context', 'context', 'its context is 90 % full, and it wrote no handoff in time'])
})

test('a project with a handoff at 100 % never asks for one', () => {
  const world = aStory({ policy: { ...aPolicy, context: { handoffAt: 1 } } })
  begin(world, 'one')
  report(world, 'one', 'ack')
  fill(world, 1)
  turn(world, 'one', 'idle')
  expect(queue(world, 'one')).toEqual([])
})

test("the fullness of the last agent's context does not count for the fresh agent", () => {
  const world = acknowledged()
  fill(world, 0.9)
  expect(rungs(world)).toEqual(['handoff'])
  exit(world, 'one')
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  act(world, 'deliver', 'one')
  expect(rungs(world), 'it goes on with the old conversation, and nobody has counted yet').toEqual(['handoff'])
  pass(world, 1_000)
  fill(world, 0.91)
  expect(rungs(world), 'each agent is asked for itself').toEqual(['handoff', 'handoff'])
})

test('an agent whose successors keep filling up their context is left to continue until the period is over', () => {
  const world = aStory({ policy: { ...aPolicy, restart: { ...aPolicy.restart, max: 1 } } })
  begin(world, 'one')
  fill(world, 0.9)
  pass(world, ACK_MS)
  expect(rungs(world)).toEqual(['handoff', 'fresh'])
  renew(world)
  act(world, 'deliver', 'one')
  report(world, 'one', 'ack')
  pass(world, 1_000)
  fill(world, 0.91)
  pass(world, aPolicy.restart.withinMs - 1_001)
  expect(rungs(world)).toEqual(['handoff', 'fresh'])
  pass(world, 1)
  expect(rungs(world).slice(2)).toContain('handoff')
})

test('a text that waits for the agent is delivered before a handoff is asked for', () => {
  const world = acknowledged()
  const words = { messageKind: 'tell', assignment: null, facts: { text: 'Look.' } } as const
  say(world, { kind: 'message.queued', worker: 'one' as WorkerId, message: 'm9' as never, ...words })
  fill(world, 0.7)
  turn(world, 'one', 'idle')
  expect(rungs(world)).toEqual([])
  act(world, 'deliver', 'one')
  expect(rungs(world), 'and a turn').toEqual([])
  turn(world, 'one', 'idle')
  expect(rungs(world)).toEqual(['handoff'])
})

test('no handoff is asked for with an open question, a person at the pane, or an undelivered rejection', () => {
  const asking = acknowledged()
  report(asking, 'one', 'blocked', { text: 'which port?' })
  const typed = acknowledged()
  pass(typed, 1_000)
  turn(typed, 'one', 'idle')
  pass(typed, 30_000)
  const [message] = messages(typed, 'one')
  say(typed, { kind: 'message.held', ...about(typed, 'one'), message: message?.id as never, by: 'typing', chars: null })
  const checked = acknowledged()
  report(checked, 'one', 'done')
  say(checked, { kind: 'verification.started', worker: 'one' as WorkerId, assignment: 'one.1' as never, commit: 'c' as never })
  for (const world of [asking, typed, checked]) {
    fill(world, 0.9)
    turn(world, 'one', 'idle')
  }
  expect([asking, typed, checked].map(world => rungs(world).filter(rung => rung === 'handoff'))).toEqual([[], [], []])
})

test('a rejection of a claim is delivered before a handoff is asked for', () => {
  const world = acknowledged()
  fill(world, 0.7)
  report(world, 'one', 'done')
  turn(world, 'one', 'idle')
  verdict(world, 'one', 'rejected', ['tests fail'])
  expect(queue(world, 'one')).toEqual(['rework'])
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  expect(queue(world, 'one')).toEqual(['handoff'])
})
