import { expect, test } from 'vitest'
import type { MessageId, PaneId } from '../../../../src/core/model/ids.ts'
import { createScreenSensor } from '../../../../src/supervisor/sensors/screen/screen-sensor.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aSession } from '../../../support/fakes/terminal.ts'
import { act, agentOf, aStory, asked, begin, getReady, say, workerOf } from '../../../support/worlds/story.ts'
import { happen, type World } from '../../../support/worlds/world.ts'

const nothing = { ready: false, busy: false, dialog: null, composer: 'unknown', question: null, draftChars: null, retrying: null } as const
const trust = { text: 'Trust this folder?', keys: ['Enter'] }

/** A world with a program that shows only on its screen whether it is ready or busy. */
function plainProgram(): World {
  const world = aStory({ agents: { scripted: aProfile({ kind: 'command', ready: { screen: '> $' }, busy: { screen: 'busy' } }) } })
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  return world
}

function about(world: World) {
  return { worker: workerOf(world, 'one').id, incarnation: agentOf(world, 'one').incarnation }
}

function watching(world: World) {
  const hands = someHands(world)
  hands.terminal.sessions = [aSession()]
  hands.terminal.screens.set('%one' as PaneId, 'something')
  const told: string[] = []
  const sensor = createScreenSensor({
    hands,
    state: () => world.state,
    observe: (...events) => {
      told.push(...events.map(event => event.kind))
      happen(world, ...events)
    },
  })
  return { ...hands, hands, sensor, told, output: () => sensor.onOutput(workerOf(world, 'one')) }
}

test('a known dialog is reported once, when the screen has come to rest', async () => {
  const { agents, clock, told, output } = watching(plainProgram())
  agents.reading = { ready: false, busy: false, dialog: trust, composer: 'unknown', question: null, draftChars: null, retrying: null }
  output()
  await clock.pass(249)
  expect(told).toEqual([])
  await clock.pass(1)
  output()
  await clock.pass(1_000)
  expect(told).toEqual(['agent.dialog'])
})

test('a start-up screen that rests without a known text is reported as unknown, and not before', async () => {
  const world = plainProgram()
  const { clock, told, output } = watching(world)
  output()
  await clock.pass(3_400)
  expect(told).toEqual([])
  await clock.pass(200)
  expect(told).toEqual(['agent.dialog'])
  expect(agentOf(world, 'one').dialog).toMatchObject({ keys: null, text: 'something' })
})

test("a program's screen at its exit is no question", async () => {
  const world = plainProgram()
  const { clock, told, output } = watching(world)
  output()
  say(world, { kind: 'person.stop', worker: workerOf(world, 'one').id })
  expect(asked(world)).toContain('end_agent:one')
  await clock.pass(10_000)
  output()
  await clock.pass(10_000)
  expect(told).toEqual([])
})

test("a notice above an unknown question, however late it comes, does not delay the question's report", async () => {
  const world = plainProgram()
  const { terminal, clock, told, output } = watching(world)
  const question = `╭───╮\n│ Which?\n${Array.from({ length: 8 }, (_, at) => `│ ${at}. This one`).join('\n')}\n╰───╯`
  terminal.screens.set('%one' as PaneId, question)
  output()
  await clock.pass(3_300)
  terminal.screens.set('%one' as PaneId, `A new version is there.\n${question}`)
  output()
  await clock.pass(450)
  expect(told).toEqual(['agent.dialog'])
  expect(agentOf(world, 'one').dialog?.text, 'of a box its own words').toMatch(/^Which\? 0\. This one 1\. .* 7\. This one$/)
})

test('a question for a login is reported at once, with its text, and once, wherever its cursor moves', async () => {
  const world = plainProgram()
  const { agents, terminal, clock, told, output } = watching(world)
  agents.reading = { ...nothing, dialog: { text: 'Log in', keys: null } }
  for (const screen of ['Log in\n> 1. Here', 'Log in\n> 2. There']) {
    terminal.screens.set('%one' as PaneId, screen)
    output()
    await clock.pass(250)
  }
  expect(told).toEqual(['agent.dialog'])
  expect(agentOf(world, 'one').dialog).toMatchObject({ text: 'Log in > 1. Here', keys: null, asks: 'login' })
})

test('a program with a ready signal, also behind a question, counts as ready when its composer shows too', async () => {
  const profile = aProfile({ kind: 'gemini', ready: { screen: '> $' } })
  for (const first of ['word', 'screen'] as const) {
    const world = aStory({ agents: { scripted: profile } })
    act(world, 'prepare_worktree', 'one')
    act(world, 'start_agent', 'one')
    const { sensor, agents, clock, told, output } = watching(world)
    const say = () => sensor.mustShow({ kind: 'agent.ready', ...about(world), evidence: 'hook', strength: 'exact' })
    const show = () => {
      agents.reading = { ...nothing, ready: true, composer: 'empty' }
      output()
    }
    if (first === 'word') expect(say()).toBe(true)
    else show()
    await clock.pass(first === 'word' ? 3_400 : 10_000)
    expect(told).toEqual([])
    if (first === 'word') show()
    else expect(say()).toBe(true)
    await clock.pass(250)
    expect(told).toEqual(['agent.ready'])
    expect(world.history.at(-1)).toMatchObject({ evidence: 'hook and its screen', strength: 'exact' })
  }
})

test("an earlier agent's ready signal does not count for the next; without a pattern the signal alone counts", async () => {
  const world = aStory({ agents: { scripted: aProfile({ kind: 'gemini', ready: { screen: '> $' } }) } })
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  const { sensor, agents, clock, told, output } = watching(world)
  const ready = { kind: 'agent.ready', ...about(world), evidence: 'hook', strength: 'exact' } as const
  sensor.mustShow({ ...ready, incarnation: 0 })
  agents.reading = { ...nothing, ready: true, composer: 'empty' }
  output()
  await clock.pass(1_000)
  expect(told).toEqual([])
  const plain = aStory()
  begin(plain, 'one')
  expect(watching(plain).sensor.mustShow({ ...ready, ...about(plain) })).toBe(false)
})

test('a moving picture above an unknown question hides neither the question nor its text; a moving footer means a working program', async () => {
  const world = plainProgram()
  const { terminal, clock, told, output } = watching(world)
  const choices = Array.from({ length: 8 }, (_, at) => `${at + 1}. Answer`).join('\n')
  const show = (screen: string) => terminal.screens.set('%one' as PaneId, screen)
  for (let time = 0; time < 20; time++) {
    show(`⣿⣷█▓░ ${'.'.repeat(time % 5)}\n${choices}${time < 10 ? ` ${time}` : ''}`)
    output()
    await clock.pass(500)
    if (time < 10) expect(told).toEqual([])
  }
  expect(told).toEqual(['agent.dialog'])
  expect(agentOf(world, 'one').dialog?.text).toMatch(/^(?:\.+ )?1\. Answer 2\. Answer/)
})

test('a screen that was drawn before the start was recorded, or while no czar ran, is read nevertheless', async () => {
  for (const wake of ['onEvents', 'begin'] as const) {
    const world = plainProgram()
    const { sensor, agents, clock, told } = watching(world)
    agents.reading = { ready: true, busy: false, dialog: null, composer: 'empty', question: null, draftChars: null, retrying: null }
    if (wake === 'begin') sensor.begin()
    else sensor.onEvents(world.history)
    await clock.pass(250)
    expect(told).toContain('agent.ready')
  }
})

test('busy and idle are reported when they change', async () => {
  const world = plainProgram()
  const { agents, clock, told, output } = watching(world)
  agents.reading = { ready: true, busy: false, dialog: null, composer: 'empty', question: null, draftChars: null, retrying: null }
  output()
  await clock.pass(250)
  output()
  await clock.pass(250)
  agents.reading = { ready: false, busy: true, dialog: null, composer: 'empty', question: null, draftChars: null, retrying: null }
  for (let time = 0; time < 2; time++) {
    output()
    await clock.pass(250)
  }
  expect(told.filter(kind => kind === 'agent.turn')).toHaveLength(2)
  expect(agentOf(world, 'one').turn).toBe('busy')
})

test('a known dialog that a person answered is no longer open', async () => {
  const world = aStory()
  begin(world, 'one')
  happen(world, { kind: 'agent.dialog', worker: 'one' as never, incarnation: 1, ...trust })
  const { clock, output } = watching(world)
  output()
  await clock.pass(250)
  expect(agentOf(world, 'one').dialog).toBeNull()
})

test("any program's resting screen without a prompt is reported with its last lines, and settled when the prompt returns", async () => {
  for (const world of [plainProgram(), aStory()]) {
    if (world.state.workers['one' as never]?.agent == null) begin(world, 'one')
    const { hands, agents, terminal, clock, told, output } = watching(world)
    happen(world, { kind: 'agent.ready', ...about(world), evidence: 'hook', strength: 'exact' })
    hands.texts.kept = ({ id }) => {
      throw new Error(`nothing was given, so nothing is kept as ${id}`)
    }
    agents.reading = nothing
    terminal.screens.set('%one' as PaneId, `${'a line above\n'.repeat(20)}rm -rf /srv/production\n❯ 1. Yes\n  2. No`)
    output()
    await clock.pass(4_000)
    expect(told.filter(kind => kind === 'agent.dialog')).toEqual(['agent.dialog'])
    expect(agentOf(world, 'one').dialog).toMatchObject({
      keys: null,
      text: expect.stringMatching(/rm -rf \/srv\/production ❯ 1. Yes 2. No$/),
    })

    agents.reading = { ...nothing, composer: 'empty' }
    output()
    await clock.pass(4_000)
    expect(agentOf(world, 'one').dialog).toBeNull()
  }
})

test('a screen that rests while a child process works is reported when the child rests, and a question at once', async () => {
  const world = plainProgram()
  happen(world, { kind: 'agent.ready', ...about(world), evidence: 'its screen', strength: 'inferred' })
  const { agents, terminal, clock, told, output } = watching(world)
  agents.reading = nothing
  terminal.children = true
  terminal.screens.set('%one' as PaneId, '$ make all\ncompiling the world')
  output()
  await clock.pass(60_000)
  expect(told.filter(kind => kind === 'agent.dialog')).toEqual([])
  terminal.children = false
  await clock.pass(4_000)
  expect(told.filter(kind => kind === 'agent.dialog')).toEqual(['agent.dialog'])

  terminal.children = true
  for (const asking of ['Overwrite it? [y/N] ', 'Run this?\n> 1. Yes\n  2. No', '╭────╮\n│ Go on │\n╰────╯', 'Password: ']) {
    const before = told.length
    terminal.screens.set('%one' as PaneId, asking)
    output()
    await clock.pass(4_500)
    expect(told.slice(before), asking).toContain('agent.dialog')
  }
})

test('a screen that a person opened, or whose program works, is not reported', async () => {
  const world = plainProgram()
  happen(world, { kind: 'agent.ready', ...about(world), evidence: 'its screen', strength: 'inferred' })
  const { hands, agents, clock, told, output } = watching(world)
  const { facts } = hands.terminal
  hands.terminal.facts = async pane => ({ ...(await facts(pane)), writers: 1, lastKeyAgoMs: 10_000 })
  agents.reading = nothing
  output()
  await clock.pass(8_000)
  hands.terminal.facts = facts
  agents.reading = { ...nothing, busy: true }
  output()
  await clock.pass(8_000)
  expect(told.filter(kind => kind === 'agent.dialog')).toEqual([])
})

test('a program that is ready before it draws does not count as resting without a prompt until its start has taken too long', async () => {
  const world = plainProgram()
  happen(world, { kind: 'agent.ready', ...about(world), evidence: 'hook', strength: 'exact' })
  const { agents, terminal, clock, told, output } = watching(world)
  agents.reading = nothing
  terminal.screens.set('%one' as PaneId, '')
  output()
  await clock.pass(30_000)
  expect(told).not.toContain('agent.dialog')
  await clock.pass(40_000)
  expect(told.filter(kind => kind === 'agent.dialog')).toEqual(['agent.dialog'])
})

test('a program that signals work while it starts is not asked, and does not count as resting', async () => {
  const { agents, clock, told, output } = watching(plainProgram())
  agents.reading = { ...nothing, busy: true }
  output()
  await clock.pass(30_000)
  expect(told).toEqual([])
})

test('a plain question above the prompt waits for an answer, and one that czar itself asked does not', async () => {
  for (const kept of [null, 'How is it going, and which database should I use?']) {
    const world = plainProgram()
    happen(world, { kind: 'agent.ready', ...about(world), evidence: 'its screen', strength: 'inferred' })
    const { hands, sensor, agents, clock, output } = watching(world)
    hands.texts.kept = () => kept
    sensor.onEvents([{ kind: 'message.submitted', ...about(world), message: 'm9', receipt: '', strength: 'inferred', enters: 1 } as never])
    agents.reading = { ...nothing, ready: true, composer: 'empty', question: 'which database should I use?' }
    output()
    await clock.pass(8_000)
    expect(agentOf(world, 'one').turn).toBe(kept === null ? 'waiting' : 'idle')
  }
})

test("another program's prompt is reported, although it was drawn before the first text's receipt", async () => {
  const world = plainProgram()
  getReady(world, 'one')
  const { sensor, hands, agents, clock, told, output } = watching(world)
  agents.reading = { ...nothing, ready: true, composer: 'empty', prompt: { mark: '>', isOwn: false, greyChars: 0 } }
  const { screen } = hands.terminal
  hands.terminal.screen = async pane => ({ ...(await screen(pane)), isAlternate: true })
  output()
  await clock.pass(8_000)
  expect(told).not.toContain('agent.dialog')
  const prompt = { mark: '>', isOwn: false, greyChars: 0, isAlternate: false, bracketedPaste: true, lineMode: null }
  const proof = { receipt: 'its screen', strength: 'inferred', enters: 1, prompt } as const
  const [message] = world.state.messages
  const submitted = { kind: 'message.submitted', ...about(world), message: message?.id as MessageId, ...proof } as const
  happen(world, submitted)
  sensor.onEvents([submitted])
  await clock.pass(8_000)
  expect(told.filter(kind => kind === 'agent.dialog')).toEqual(['agent.dialog'])
  expect(agentOf(world, 'one').dialog?.text).toBe('a full-screen program is in front of its prompt: something')
})
