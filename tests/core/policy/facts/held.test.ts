import { expect, test } from 'vitest'
import type { HeldBy } from '../../../../src/core/events/work-event.ts'
import {
  about,
  act,
  aReadyStory,
  aStory,
  asked,
  attention,
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
  workerOf,
} from '../../../support/worlds/story.ts'
import { restartCzar, type World } from '../../../support/worlds/world.ts'

const HOUR_MS = 3_600_000
const ACK_MS = 180_000

/** Czar wants to deliver a text, finds a person at the terminal, and leaves the text for later. */
function comeUponPerson(world: World, by: HeldBy, chars: number | null = null): void {
  const deed = world.deeds.find(({ action }) => action.do === 'deliver')
  if (deed?.action.do !== 'deliver') throw new Error('nothing is being delivered')
  const { worker, message, incarnation } = deed.action
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  say(world, { kind: 'message.held', worker, message, incarnation, by, chars }, { kind: 'effect.done', effect: deed.effect })
}

function changes(world: World, by: HeldBy, chars: number | null = null): void {
  for (const { id } of messages(world, 'one')) say(world, { kind: 'message.held', ...about(world, 'one'), message: id, by, chars })
}

function leaves(world: World): void {
  for (const { id } of messages(world, 'one')) say(world, { kind: 'message.freed', ...about(world, 'one'), message: id })
}

test('a text waits as long as a person is at the pane, without a failed try, and is then delivered at once', () => {
  const world = aReadyStory()
  for (let hour = 0; hour < 12; hour++) {
    comeUponPerson(world, 'draft', 17)
    pass(world, HOUR_MS)
    expect(asked(world)).toEqual([])
    leaves(world)
    expect(asked(world)).toEqual(['deliver:one'])
  }
  act(world, 'deliver', 'one')
  expect(messages(world, 'one')).toEqual([])
})

test('a worker has the whole time to answer a question, counted from the moment it could read it', () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'busy')
  pass(world, ACK_MS)
  expect(queue(world, 'one')).toEqual(['restate'])
  turn(world, 'one', 'idle')
  comeUponPerson(world, 'typing')
  pass(world, HOUR_MS)
  leaves(world)
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  const rungs = () => told(world, 'ladder.climbed').map(({ rung }) => rung)
  pass(world, ACK_MS - 1)
  expect(rungs()).toEqual(['restate'])
  pass(world, 1)
  expect(rungs()).toHaveLength(2)
})

test('a person is told once that a text waits for them, after the time in which a task should be acknowledged', () => {
  const world = aReadyStory()
  comeUponPerson(world, 'typing')
  pass(world, ACK_MS - 1)
  expect(attention(world)).toEqual([])
  pass(world, 1)
  expect(attention(world)).toEqual(['held:one'])
  changes(world, 'draft', 17)
  changes(world, 'typing')
  pass(world, HOUR_MS)
  expect(told(world, 'attention.raised')).toMatchObject([{ hint: 'czar attach one', text: expect.stringContaining('brief m1') }])
  leaves(world)
  expect(attention(world)).toEqual([])
})

test.each([
  ['typing', null, 'a person is typing in its pane'],
  ['scrolling', null, 'a person is scrolling in its pane'],
  ['draft', 17, 'a draft of 17 characters is in its input field'],
  ['draft', null, 'a draft is in its input field'],
] as const)('the status shows what delays a text: %s, %s', (by, chars, words) => {
  const world = aReadyStory()
  comeUponPerson(world, by, chars)
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'waiting', reason: words, evidence: [{ text: 'brief m1 waits for them' }] })
  leaves(world)
  expect(workerOf(world, 'one').health.health).toBe('starting')
})

test('a czar that starts again waits for the same person, and does not take the text as half delivered', () => {
  const world = aReadyStory()
  comeUponPerson(world, 'draft', 17)
  pass(world, ACK_MS / 2)
  restartCzar(world)
  expect(asked(world)).toEqual([])
  pass(world, ACK_MS / 2)
  expect(attention(world)).toEqual(['held:one'])
  leaves(world)
  expect(world.deeds[0]?.action).toMatchObject({ do: 'deliver', recover: false })
})

test('a delivery that an earlier czar began is looked for when the person has left', () => {
  const world = aReadyStory()
  restartCzar(world)
  comeUponPerson(world, 'typing')
  pass(world, 60_000)
  leaves(world)
  expect(world.deeds[0]?.action).toMatchObject({ do: 'deliver', recover: true })
})

test('a person at the pane of an ended agent delays nothing', () => {
  const world = aReadyStory()
  comeUponPerson(world, 'draft', 17)
  pass(world, ACK_MS)
  exit(world, 'one')
  expect(attention(world)).toEqual([])
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(asked(world)).toEqual(['deliver:one'])
})

test('a question that waits for a person is withdrawn when it is no longer needed', () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'idle')
  pass(world, 30_000)
  comeUponPerson(world, 'draft', 17)
  expect(queue(world, 'one')).toEqual(['nudge'])
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(queue(world, 'one')).toEqual([])
})
