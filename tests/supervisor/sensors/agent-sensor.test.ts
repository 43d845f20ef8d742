import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { AgentObservation } from '../../../src/core/ports/agents-port.ts'
import { createAgentSensor } from '../../../src/supervisor/sensors/agent-sensor.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { act, aStory, begin, turn } from '../../support/worlds/story.ts'
import { happen, type World } from '../../support/worlds/world.ts'

const one = 'one' as WorkerId
const isReady: AgentObservation = { kind: 'ready', evidence: 'hook', strength: 'exact' }
const isIdle: AgentObservation = { kind: 'turn', turn: 'idle', waitingFor: null, text: null, evidence: 'hook', strength: 'exact' }

function watching(world: World) {
  const seen: string[] = []
  const observe = (...events: readonly Event[]) => {
    seen.push(...events.map(event => event.kind))
    happen(world, ...events)
  }
  return {
    sensor: createAgentSensor({ hands: someHands(), state: () => world.state, observe }, () => false),
    seen,
  }
}

test("an agent's signals from before its start is in the journal are held back, then reported in order", () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  const { sensor, seen } = watching(world)
  const listen = sensor.listen(one, 1)
  listen(isReady)
  listen(isIdle)
  expect(seen).toEqual([])
  act(world, 'start_agent', 'one')
  sensor.onEvents(world.history)
  expect(seen).toEqual(['agent.ready', 'agent.turn'])
  sensor.onEvents(world.history)
  expect(seen, 'once').toHaveLength(2)
})

test('a signal without a change causes no event', () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'idle')
  const { sensor, seen } = watching(world)
  const listen = sensor.listen(one, 1)
  listen(isReady)
  listen(isIdle)
  expect(seen).toEqual([])
  listen({ ...isIdle, turn: 'busy' })
  listen({ kind: 'session', agentSession: 'abc' })
  listen({ kind: 'session', agentSession: 'abc' })
  listen({ kind: 'receipt', sha256: 'x', chars: 1, evidence: 'hook' })
  expect(seen).toEqual(['agent.turn', 'agent.session'])
})

test('a compaction is reported once, also if its signal is read again after a restart of the czar', () => {
  const world = aStory()
  begin(world, 'one')
  const { sensor, seen } = watching(world)
  const listen = sensor.listen(one, 1)
  for (const said of [world.now - 1, world.now - 1, world.now + 1]) listen({ kind: 'compacted', said })
  expect(seen).toEqual(['agent.compacted', 'agent.compacted'])
})

test('a missing login, and a login, are reported once, also if their signals are read again after a restart of the czar', () => {
  const world = aStory()
  begin(world, 'one')
  const { sensor, seen } = watching(world)
  const listen = sensor.listen(one, 1)
  const sign = { evidence: 'hook', strength: 'exact' } as const
  const tell = () => {
    listen({ kind: 'logged_out', text: 'Please run /login', said: 10, ...sign })
    listen({ kind: 'logged_in', said: 20, ...sign })
  }
  tell()
  tell()
  expect(seen).toEqual(['agent.logged_out', 'agent.logged_in'])
  listen({ kind: 'logged_out', text: 'Please run /login', said: 30, ...sign })
  tell()
  expect(seen.slice(2), 'an older login is none').toEqual(['agent.logged_out'])
})
