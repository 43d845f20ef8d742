import { expect, test } from 'vitest'
import type { Event } from '../../../../src/core/events/event.ts'
import type { MessageId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { PaneFacts } from '../../../../src/core/ports/terminal-port.ts'
import { createAnswerSensor } from '../../../../src/supervisor/sensors/screen/answer-sensor.ts'
import { settled } from '../../../support/fakes/clock.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aSession } from '../../../support/fakes/terminal.ts'
import { about, aStory, attention, begin, report, say, turn, workerOf } from '../../../support/worlds/story.ts'
import { happen, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId
const theirs = { kind: 'receipt', sha256: 'theirs', chars: 3, evidence: 'hook' } as const

/** A worker that asked something, and a person who pressed a key. `person` says how long ago. */
function asking(person: Partial<PaneFacts>) {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'blocked', { text: 'Which colour?' })
  const hands = someHands(world)
  hands.terminal.sessions = [aSession()]
  const { facts } = hands.terminal
  hands.terminal.facts = async pane => ({ ...(await facts(pane)), ...person })
  const observe = (...events: readonly Event[]) => happen(world, ...events)
  return { world, hands, listen: createAnswerSensor({ hands, state: () => world.state, observe }).listen(one, 1) }
}

async function isOpenAfter(world: World, listen: (observation: typeof theirs) => void): Promise<boolean> {
  listen(theirs)
  await settled()
  return workerOf(world, 'one').question !== null
}

test('a question counts as answered when the agent takes a text that a person has just typed in its pane', async () => {
  const { world, listen } = asking({ writers: 1, lastKeyAgoMs: 300 })
  expect(await isOpenAfter(world, listen)).toBe(false)
  say(world)
  expect(attention(world)).toEqual([])
  expect(world.history.filter(event => event.kind === 'person.answered')).toMatchObject([{ worker: 'one', evidence: 'hook' }])
})

test.each([
  ['nobody is attached', { writers: 0, lastKeyAgoMs: null }],
  ['whoever is attached has typed nothing lately', { writers: 1, lastKeyAgoMs: 60_000 }],
])('a text that the agent took is no answer when %s', async (_why, person) => {
  const { world, listen } = asking(person)
  expect(await isOpenAfter(world, listen)).toBe(true)
})

test("czar's own pasted text, or a possible part of it, does not count as a person's answer", async () => {
  const { world, listen } = asking({ writers: 1, lastKeyAgoMs: 300 })
  const message = 'm9' as MessageId
  say(world, { kind: 'message.queued', worker: one, message, messageKind: 'tell', assignment: null, facts: { text: 'x' } })
  turn(world, 'one', 'idle')
  expect(await isOpenAfter(world, listen), 'a delivery is under way').toBe(true)
  say(world, { kind: 'message.pasted', ...about(world, 'one'), message, sha256: 'ours', chars: 1, stripped: [] })
  world.deeds.length = 0
  say(world, { kind: 'effect.done', effect: `deliver:${message}:1` as never })
  expect(await isOpenAfter(world, listen), 'its receipt has not come').toBe(true)
})

test('without an open question no pane is read', async () => {
  const world = aStory()
  begin(world, 'one')
  const hands = someHands(world)
  hands.terminal.facts = () => Promise.reject(new Error('looked'))
  createAnswerSensor({ hands, state: () => world.state, observe: () => {} }).listen(one, 1)(theirs)
  await settled()
  expect(hands.logged).toEqual([])
})

test('a pane that cannot be read leaves the question open', async () => {
  const { world, hands, listen } = asking({})
  hands.terminal.facts = () => Promise.reject(new Error('timeout'))
  expect(await isOpenAfter(world, listen)).toBe(true)
})

test("an old incarnation's texts answer no question", async () => {
  const { world, hands } = asking({ writers: 1, lastKeyAgoMs: 300 })
  const listen = createAnswerSensor({ hands, state: () => world.state, observe: (...events) => happen(world, ...events) }).listen(one, 7)
  expect(await isOpenAfter(world, listen)).toBe(true)
})
