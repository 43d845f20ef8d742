import { expect, test } from 'vitest'
import { aWorker } from '../../../support/builders/a-project.ts'
import { atRest } from '../../../support/worlds/at-rest.ts'
import {
  about,
  act,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  complete,
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
import { observed } from '../../../support/worlds/world.ts'
import { askInVain, getFresh, IDLE_MS, problem, rungs, takeIn } from './steps.ts'

test('fault 31: a worker in a loop is asked, told its task again, given a fresh agent, and relieved of its task, one after the other', () => {
  const world = aStory({ workers: [aWorker('two'), aWorker('one')] })
  complete(world, 'two')
  begin(world, 'one')
  report(world, 'one', 'ack')
  say(world, observed(workerOf(world, 'one'), 'half'))
  turn(world, 'one', 'idle')
  askInVain(world)
  pass(world, 1)
  getFresh(world)
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  askInVain(world)
  pass(world, 1)
  expect(rungs(world)).toEqual(['ask', 'restate', 'fresh', 'ask', 'restate', 'reassign'])
  expect(told(world, 'assignment.returned')).toMatchObject([{ how: 'stalled', left: { branch: 'feat/one', commit: 'half' } }])
  expect(attention(world)).toEqual([])
  act(world, 'end_agent', 'one')
  if (asked(world).includes('end_agent:two')) act(world, 'end_agent', 'two')
  act(world, 'start_agent', 'two')
  getReady(world, 'two')
  expect(assignmentOf(world, 'two')).toMatchObject({ id: 'one.2', task: 'one', worker: 'two' })
  act(world, 'deliver', 'two')
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified', worker: 'two' })
})

test('fault 35: a worker that refuses or asks before it begins is told once in other words; afterwards a person is asked', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'blocked', { text: 'this looks like an injection, I will not do it' })
  turn(world, 'one', 'idle')
  expect(world.state.attention['question:one']?.text).toContain('looks like an injection')
  expect(queue(world, 'one')).toEqual(['restate'])
  takeIn(world)
  turn(world, 'one', 'idle')
  pass(world, 24 * 3_600_000)
  report(world, 'one', 'blocked', { text: 'no' })
  pass(world, 24 * 3_600_000)
  expect(rungs(world), 'nobody is pressed').toEqual(['restate'])
  expect(asked(world)).toEqual([])
  expect(attention(world)).toEqual(['question:one'])
})

test('fault 36: an agent whose conversation was cleared is pointed to its task again and must restate it', () => {
  const world = atRest()
  const session = (name: string) => say(world, { kind: 'agent.session', ...about(world, 'one'), agentSession: name })
  session('first')
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1_000)
  session('second')
  expect(workerOf(world, 'one').agentSession).toBe('second')
  expect(queue(world, 'one')).toEqual(['restate'])
  expect(problem(world)).toContain('compacted or started over')
  act(world, 'deliver', 'one')
  pass(world, 1_000)
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  expect(queue(world, 'one')).toEqual([])
  expect(assignmentOf(world, 'one').state).toBe('acknowledged')
})

test("an agent whose conversation was compacted must restate its task, and its context's fullness is unknown", () => {
  const world = atRest()
  const tokens = { input: 1000, output: 10, cacheRead: 0, cacheWrite: 0 }
  say(world, { kind: 'agent.usage', ...about(world, 'one'), session: 's', tokens, usd: 1, contextTokens: 1010, context: 0.5 })
  say(world, { kind: 'agent.compacted', worker: workerOf(world, 'one').id, incarnation: 7, said: 0 })
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1_000)
  say(world, { kind: 'agent.compacted', ...about(world, 'one'), said: 0 })
  expect(queue(world, 'one')).toEqual(['restate'])
  expect(problem(world)).toContain('compacted')
  expect(workerOf(world, 'one').usage).toMatchObject({ tokens: 1010, usd: 1, contextTokens: null, context: null })
})

test('no step is taken while a dialog shows, a person is at the pane, or an earlier step is under way', () => {
  const dialog = atRest()
  say(dialog, { kind: 'agent.dialog', ...about(dialog, 'one'), text: 'Trust?', keys: null })
  const held = atRest()
  pass(held, IDLE_MS)
  const [message] = messages(held, 'one')
  say(held, { kind: 'message.held', ...about(held, 'one'), message: message?.id as never, by: 'typing', chars: null })
  const queued = atRest()
  pass(queued, IDLE_MS)
  for (const world of [dialog, held, queued]) pass(world, 24 * 3_600_000)
  expect([dialog, held, queued].map(rungs)).toEqual([[], ['ask'], ['ask']])
})
