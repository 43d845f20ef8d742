import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import type { HeldBy } from '../../../src/core/events/work-event.ts'
import type { PaneFacts } from '../../../src/core/ports/terminal-port.ts'
import { createPersonSensor } from '../../../src/supervisor/sensors/person-sensor.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { aSession } from '../../support/fakes/terminal.ts'
import { about, act, aStory, breakDown, exit, getReady, messages, say } from '../../support/worlds/story.ts'
import { happen, restartCzar, type World } from '../../support/worlds/world.ts'

const nobody = { composer: 'empty', draftChars: null } as const
const draft = { composer: 'draft', draftChars: 17 } as const

/** A worker that has not got its task yet, because a person uses its terminal. */
function held(by: HeldBy, { chars = null, isRecovered = false }: { chars?: number | null; isRecovered?: boolean } = {}) {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  if (isRecovered) restartCzar(world)
  return { world, ...leaveFor(world, by, chars) }
}

function leaveFor(world: World, by: HeldBy, chars: number | null) {
  const [deed] = world.deeds.splice(0)
  if (deed?.action.do !== 'deliver') throw new Error('nothing is being delivered')
  const { worker, message, incarnation } = deed.action
  say(world, { kind: 'message.held', worker, message, incarnation, by, chars }, { kind: 'effect.done', effect: deed.effect })
  const hands = someHands(world)
  hands.terminal.sessions = [aSession()]
  const told: string[] = []
  const observe = (...events: readonly Event[]) => {
    for (const event of events)
      told.push(event.kind === 'message.held' ? `${event.by} ${event.chars} at ${hands.clock.now() - world.now}` : event.kind)
    happen(world, ...events)
    sensor.onEvents()
  }
  const sensor = createPersonSensor({ hands, state: () => world.state, observe })
  const { facts } = hands.terminal
  const person = (over: Partial<PaneFacts>) => {
    hands.terminal.facts = async pane => ({ ...(await facts(pane)), ...over })
  }
  const composer = (over: typeof nobody | typeof draft) => {
    hands.agents.reading = { ...hands.agents.reading, ...over }
  }
  sensor.onEvents()
  return { sensor, told, hands, person, composer, clock: hands.clock }
}

test('a waiting text is released as soon as the composer is empty, and the pane is then left alone', async () => {
  const { told, composer, clock } = held('draft', { chars: 17 })
  composer(draft)
  await clock.pass(3_600_000)
  expect(told).toEqual([])
  composer(nobody)
  await clock.pass(1_500)
  expect(told).toEqual(['message.freed'])
  expect(clock.due()).toEqual([])
})

test('a notice stands at the pane as long as a text waits there, shown once and removed once', async () => {
  const { composer, person, clock, hands } = held('typing')
  const signs = () => hands.terminal.done.filter(done => done.startsWith('waiting:'))
  expect(signs()).toEqual(['waiting:%one:true'])
  person({ writers: 1, lastKeyAgoMs: 3_000 })
  composer(draft)
  await clock.pass(10_000)
  expect(signs()).toEqual(['waiting:%one:true'])
  composer(nobody)
  await clock.pass(1_500)
  expect(signs()).toEqual(['waiting:%one:true', 'waiting:%one:false'])
})

test("a person's activity is reported when it changes: typing, a resting draft, typing again, gone", async () => {
  const { told, composer, person, clock } = held('typing')
  person({ writers: 1, lastKeyAgoMs: 100 })
  composer(draft)
  await clock.pass(5_000)
  expect(told).toEqual([])
  person({ writers: 1, lastKeyAgoMs: 3_000 })
  await clock.pass(500)
  expect(told).toEqual(['draft 17 at 5500'])
  person({ writers: 1, inMode: true })
  await clock.pass(500)
  expect(told.at(-1)).toBe('scrolling null at 6000')
  person({ writers: 0 })
  composer(nobody)
  await clock.pass(500)
  expect(told.at(-1)).toBe('message.freed')
})

test("a draft that may be czar's own is left to the delivery that looks for it, once", async () => {
  const { told, composer, clock, world } = held('typing', { isRecovered: true })
  composer(draft)
  await clock.pass(500)
  expect(told).toEqual(['message.freed'])
  const again = leaveAgain(world, { by: 'draft', chars: 17 })
  again.composer(draft)
  await again.clock.pass(60_000)
  expect(again.told).toEqual([])
})

function leaveAgain(world: World, { by, chars }: { by: HeldBy; chars: number | null }) {
  say(world)
  return leaveFor(world, by, chars)
}

test('during a delivery, without an agent, or without a waiting text, no pane is read', async () => {
  const { hands, clock, world, sensor } = held('draft', { chars: 17 })
  let looks = 0
  const { screen } = hands.terminal
  hands.terminal.screen = pane => {
    looks++
    return screen(pane)
  }
  exit(world, 'one')
  sensor.onEvents()
  await clock.pass(60_000)
  expect([looks, clock.due()]).toEqual([0, []])
})

test('a terminal that does not answer is asked again, and nothing is concluded', async () => {
  const { hands, told, clock, composer } = held('draft', { chars: 17 })
  const { screen } = hands.terminal
  hands.terminal.screen = () => Promise.reject(new Error('timeout'))
  await clock.pass(5_000)
  expect(told).toEqual([])
  hands.terminal.screen = screen
  composer(nobody)
  await clock.pass(1_500)
  expect(told).toEqual(['message.freed'])
})

test('a czar that exits reads no pane any more', async () => {
  const { sensor, told, clock, composer } = held('draft', { chars: 17 })
  composer(nobody)
  sensor.close()
  await clock.pass(60_000)
  expect([told, clock.due()]).toEqual([[], []])
})

test('after an interrupted delivery the sensor reads the pane again', async () => {
  const { told, clock, composer, world, sensor } = held('draft', { chars: 17 })
  composer(nobody)
  await clock.pass(1_500)
  say(world)
  const [message] = messages(world, 'one')
  if (message === undefined) throw new Error('no message')
  say(world, { kind: 'message.held', ...about(world, 'one'), message: message.id, by: 'scrolling', chars: null })
  sensor.onEvents()
  await clock.pass(10_000)
  expect(told).toEqual(['message.freed'])
  breakDown(world, 'deliver', 'one')
  sensor.onEvents()
  await clock.pass(1_500)
  expect(told).toEqual(['message.freed', 'message.freed'])
})

test("a text that another program's prompt delays is not released while this prompt shows", async () => {
  const { world, told, hands, composer, clock } = held('screen')
  const [message] = world.state.messages
  const prompt = { mark: '$', isOwn: false, greyChars: 0, isAlternate: false, bracketedPaste: true, lineMode: null }
  const profile = hands.project.agents['scripted']
  if (message === undefined || profile === undefined) throw new Error('the story has neither a text nor a profile')
  Object.assign(profile, { kind: 'command' })
  Object.assign(world.state.workers['one' as never]?.agent ?? {}, { prompt })
  composer(nobody)
  hands.agents.reading = { ...hands.agents.reading, prompt: { mark: '>', isOwn: false, greyChars: 0 } }
  await clock.pass(10_000)
  expect(told).toEqual([])
  hands.agents.reading = { ...hands.agents.reading, prompt: { mark: '$', isOwn: false, greyChars: 0 } }
  await clock.pass(2_000)
  expect(told).toEqual(['message.freed'])
})
