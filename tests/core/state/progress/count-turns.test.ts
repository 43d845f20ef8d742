import { expect, test } from 'vitest'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { about, act, aReadyStory, aStory, begin, exit, getReady, pass, say, turn, workerOf } from '../../../support/worlds/story.ts'
import { happen, restartCzar, type World } from '../../../support/worlds/world.ts'

const endedOf = (world: World) => workerOf(world, 'one').turns.ended

test('a turn counts once, at its end, however often its begin and end are reported', () => {
  const world = aReadyStory()
  act(world, 'deliver', 'one')
  for (const state of ['busy', 'busy', 'waiting', 'busy'] as const) turn(world, 'one', state)
  expect(endedOf(world)).toBe(0)
  for (const state of ['idle', 'idle', 'busy', 'idle'] as const) turn(world, 'one', state)
  expect(endedOf(world)).toBe(2)
})

test('a turn ends with its agent, and counts once', () => {
  const world = aReadyStory()
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  exit(world, 'one')
  pass(world, 10_000)
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(endedOf(world)).toBe(1)
})

test('questions before an agent is ready, and signals of an earlier agent, do not count as turns', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  turn(world, 'one', 'waiting')
  turn(world, 'one', 'idle')
  getReady(world, 'one')
  const late = { ...about(world, 'one'), incarnation: 0 }
  for (const state of ['busy', 'idle'] as const) {
    say(world, { kind: 'agent.turn', ...late, turn: state, waitingFor: null, evidence: 'hook', strength: 'exact', text: null })
  }
  expect(endedOf(world)).toBe(0)
})

test('a guess from the screen that an exact signal contradicts ends no turn', () => {
  const world = aReadyStory()
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  turn(world, 'one', 'idle', 'inferred')
  expect(endedOf(world)).toBe(0)
})

test('a czar that is started again counts no turn twice', () => {
  const world = aReadyStory()
  act(world, 'deliver', 'one')
  turn(world, 'one', 'busy')
  turn(world, 'one', 'idle')
  turn(world, 'one', 'busy')
  restartCzar(world)
  turn(world, 'one', 'busy')
  expect(endedOf(world)).toBe(1)
})

test('for a program without turn signals each text begins a turn, which ends with the next text or the agent', () => {
  const agents = { bot: aProfile({ name: 'bot', kind: 'command' }) }
  const world = aStory({ workers: [aWorker('one', { agent: 'bot' })], agents })
  begin(world, 'one')
  expect(workerOf(world, 'one').turns).toEqual({ ended: 0, isOpen: true })
  happen(world, {
    kind: 'message.submitted',
    ...about(world, 'one'),
    message: 'm9' as never,
    receipt: 'screen',
    strength: 'inferred',
    enters: 1,
  })
  expect(endedOf(world)).toBe(1)
  exit(world, 'one')
  expect(workerOf(world, 'one').turns).toEqual({ ended: 2, isOpen: false })
})
