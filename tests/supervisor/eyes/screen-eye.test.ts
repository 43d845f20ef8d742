import { expect, test } from 'vitest'
import type { PaneId } from '../../../src/core/model/ids.ts'
import { createScreenEye } from '../../../src/supervisor/eyes/screen-eye.ts'
import { aProfile } from '../../support/a-profile.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { aSession } from '../../support/fakes/terminal.ts'
import { act, agentOf, aStory, begin, workerOf } from '../../support/story.ts'
import { happen, type World } from '../../support/world.ts'

const trust = { text: 'Trust this folder?', keys: ['Enter'] }

/** A program that shows on its screen alone whether it is ready or busy. */
function plainProgram(): World {
  const world = aStory({ agents: { scripted: aProfile({ kind: 'command', ready: { screen: '> $' }, busy: { screen: 'busy' } }) } })
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  return world
}

function watching(world: World) {
  const hands = someHands(world)
  hands.terminal.sessions = [aSession()]
  hands.terminal.screens.set('%one' as PaneId, 'something')
  const told: string[] = []
  const eye = createScreenEye(
    hands,
    () => world.state,
    (...events) => {
      told.push(...events.map(event => event.kind))
      happen(world, ...events)
    },
  )
  return { ...hands, hands, eye, told, output: () => eye.onOutput(workerOf(world, 'one')) }
}

test('a known dialog is told once, when the screen has come to rest', async () => {
  const { agents, clock, told, output } = watching(plainProgram())
  agents.reading = { ready: false, busy: false, dialog: trust, composer: 'unknown', draftChars: null }
  output()
  await clock.pass(249)
  expect(told).toEqual([])
  await clock.pass(1)
  output()
  await clock.pass(1_000)
  expect(told).toEqual(['agent.dialog'])
})

test('a start-up screen that stands still and says nothing known is told as unknown, not before', async () => {
  const world = plainProgram()
  const { clock, told, output } = watching(world)
  output()
  await clock.pass(3_900)
  expect(told).toEqual([])
  await clock.pass(500)
  expect(told).toEqual(['agent.dialog'])
  expect(agentOf(world, 'one').dialog).toMatchObject({ keys: null, text: 'something' })
})

test('a picture that moves above an unknown question hides neither it nor its words; a foot that moves is a program that works', async () => {
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

test('what was drawn before the start was on record, or while no czar looked, is looked at all the same', async () => {
  for (const wake of ['onEvents', 'lookAtAll'] as const) {
    const world = plainProgram()
    const { eye, agents, clock, told } = watching(world)
    agents.reading = { ready: true, busy: false, dialog: null, composer: 'empty', draftChars: null }
    eye[wake](world.history)
    await clock.pass(250)
    expect(told).toContain('agent.ready')
  }
})

test('busy and at rest are told when they change', async () => {
  const world = plainProgram()
  const { agents, clock, told, output } = watching(world)
  agents.reading = { ready: true, busy: false, dialog: null, composer: 'empty', draftChars: null }
  output()
  await clock.pass(250)
  output()
  await clock.pass(250)
  agents.reading = { ready: false, busy: true, dialog: null, composer: 'empty', draftChars: null }
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
