import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import type { PaneId, ServerId, SessionId, WorkerId } from '../../../src/core/model/ids.ts'
import { createTerminalSensor } from '../../../src/supervisor/sensors/terminal-sensor.ts'
import { aWorker } from '../../support/builders/a-project.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { act, agentOf, aStory, asked, begin, breakDown, pass, pass as passTime, say, told, workerOf } from '../../support/worlds/story.ts'
import { happen, settle, type World } from '../../support/worlds/world.ts'

const pane = '%one' as PaneId

function watching(world: World, lookAtGit = async () => {}) {
  const hands = someHands(world)
  const output: string[] = []
  const reads: string[] = []
  let lost = 0
  const sensor = createTerminalSensor(
    { hands, state: () => world.state, observe: (...events: readonly Event[]) => happen(world, ...events) },
    {
      onOutput: worker => output.push(worker.id),
      onServerLost: () => lost++,
      readReports: () => reads.push('reports'),
      lookAtGit: worker => {
        reads.push(worker)
        return lookAtGit()
      },
    },
  )
  return { ...hands, sensor, output, reads, lost: () => lost }
}

test("a program's end is reported with its status and its last screen", async () => {
  const world = aStory()
  begin(world, 'one')
  const { sensor, clock, terminal } = watching(world)
  terminal.screens.set(pane, 'panic: out of luck\n')
  sensor.onSignal({ kind: 'program-exited', pane, status: 137, at: 0 })
  await clock.pass(200)
  expect(agentOf(world, 'one').exit).toMatchObject({ how: 'exited', status: null, signal: 'SIGKILL', lastScreen: 'panic: out of luck' })
})

test.each([0, 100, 300])('an end that is noticed in two ways, %i ms apart, is recorded once', async apartMs => {
  const world = aStory()
  begin(world, 'one')
  const { sensor, clock, terminal } = watching(world)
  terminal.capture = () => new Promise(() => {})
  sensor.onSignal({ kind: 'program-exited', pane, status: 137, at: 0 })
  await clock.pass(apartMs)
  sensor.onSignal({ kind: 'pane-died', pane, status: null, signal: 9, at: 0 })
  await clock.pass(1_000)
  sensor.onSignal({ kind: 'session-closed', session: agentOf(world, 'one').session, name: 'x', at: 0 })
  expect(told(world, 'agent.exited')).toMatchObject([{ how: 'exited', signal: 'SIGKILL' }])
})

test("fault 126: a session that closes while its program's last screen is read counts as closed by a person, and ended once", async () => {
  const world = aStory()
  begin(world, 'one')
  const { sensor, clock, terminal } = watching(world)
  terminal.capture = () => new Promise(() => {})
  sensor.onSignal({ kind: 'program-exited', pane, status: 1, at: 0 })
  sensor.onSignal({ kind: 'session-closed', session: agentOf(world, 'one').session, name: 'x', at: 0 })
  await clock.pass(1_000)
  expect(told(world, 'agent.exited')).toMatchObject([{ how: 'exited', status: 1 }])
  expect(told(world, 'agent.exit_read')).toMatchObject([{ how: 'session-closed' }])
  expect(agentOf(world, 'one').exit).toMatchObject({ how: 'session-closed' })
  expect(workerOf(world, 'one').stopped).toBe('closed')
})

test('a session that the start of the next agent closes, before the last screen of the exited one is read, counts as closed by czar', () => {
  const world = aStory()
  begin(world, 'one')
  const { sensor, terminal } = watching(world)
  terminal.capture = () => new Promise(() => {})
  sensor.onSignal({ kind: 'program-exited', pane, status: 1, at: 0 })
  pass(world, 60_000)
  expect(asked(world)).toContain('start_agent:one')
  sensor.onSignal({ kind: 'session-closed', session: agentOf(world, 'one').session, name: 'x', at: 0 })
  expect(agentOf(world, 'one').exit).toMatchObject({ how: 'exited', status: 1 })
  expect(workerOf(world, 'one').stopped).toBeNull()
})

test('a terminal that does not answer delays no exit', async () => {
  const world = aStory()
  begin(world, 'one')
  const { sensor, clock, terminal } = watching(world)
  terminal.capture = () => new Promise(() => {})
  sensor.onSignal({ kind: 'pane-died', pane, status: 2, signal: null, at: 0 })
  await clock.pass(150)
  expect(agentOf(world, 'one').exit).toMatchObject({ status: 2, signal: null, lastScreen: '' })
})

test('a session that czar itself ends causes no exit event', async () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.stop', worker: 'one' as WorkerId })
  const { sensor, clock, reads } = watching(world)
  sensor.onSignal({ kind: 'program-exited', pane, status: 0, at: 0 })
  sensor.onSignal({ kind: 'session-closed', session: agentOf(world, 'one').session, name: 'x', at: 0 })
  await clock.pass(200)
  expect(agentOf(world, 'one').exit).toBeNull()
  expect(reads, 'a stop of two hundred would read all reports two hundred times').toEqual([])
})

test('a session that closes after czar failed to end it does not count as closed by a person', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.stop', worker: 'one' as WorkerId })
  breakDown(world, 'end_agent', 'one')
  expect(asked(world)).not.toContain('end_agent:one')
  watching(world).sensor.onSignal({ kind: 'session-closed', session: agentOf(world, 'one').session, name: 'x', at: 0 })
  expect(agentOf(world, 'one').exit).toBeNull()
  expect(workerOf(world, 'one').stopped).toBe('person')
})

test('a session that a person closed, and a lost server, are reported as such', () => {
  const closed = aStory()
  begin(closed, 'one')
  watching(closed).sensor.onSignal({ kind: 'session-closed', session: '$one' as SessionId, name: 'x', at: 0 })
  expect(agentOf(closed, 'one').exit?.how).toBe('session-closed')
  const lost = aStory()
  begin(lost, 'one')
  const watch = watching(lost)
  watch.sensor.onSignal({ kind: 'server-lost', server: 'another' as ServerId, at: 0 })
  expect(agentOf(lost, 'one').exit).toBeNull()
  watch.sensor.onSignal({ kind: 'server-lost', server: 'server' as ServerId, at: 0 })
  expect(agentOf(lost, 'one').exit?.how).toBe('server-lost')
  expect(watch.lost()).toBe(2)
})

test('an end that comes before the start is in the journal is reported after the start', async () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  const { sensor, clock } = watching(world)
  sensor.onSignal({ kind: 'program-exited', pane, status: 127, at: 0 })
  await clock.pass(200)
  act(world, 'start_agent', 'one')
  sensor.onEvents(world.history)
  await clock.pass(200)
  expect(agentOf(world, 'one').exit).toMatchObject({ status: 127 })
})

test('a server that was lost before the start is in the journal took the agent with it', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  const { sensor } = watching(world)
  sensor.onSignal({ kind: 'server-lost', server: 'server' as ServerId, at: 0 })
  act(world, 'start_agent', 'one')
  sensor.onEvents(world.history)
  expect(workerOf(world, 'one').agent?.exit?.how).toBe('server-lost')
})

test('output of an unknown pane belongs to no worker', () => {
  const world = aStory()
  begin(world, 'one')
  const { sensor, output } = watching(world)
  sensor.onSignal({ kind: 'output', pane: '%99' as PaneId, bytes: 1, at: 0 })
  sensor.onSignal({ kind: 'output', pane, bytes: 1, at: 0 })
  expect(output).toEqual(['one'])
})

test.each(['program-exited', 'session-closed', 'server-lost'] as const)(
  'before an end by %s is recorded, waiting reports are read',
  async kind => {
    const world = aStory()
    begin(world, 'one')
    const { sensor, clock, reads } = watching(world)
    const { session, server } = agentOf(world, 'one')
    const signals = {
      'program-exited': { kind: 'program-exited', pane, status: 0, at: 0 },
      'session-closed': { kind: 'session-closed', session, name: 'x', at: 0 },
      'server-lost': { kind: 'server-lost', server, at: 0 },
    } as const
    sensor.onSignal(signals[kind])
    expect(reads[0]).toBe('reports')
    await clock.pass(200)
    expect(told(world, 'agent.exited')).toHaveLength(1)
    if (kind === 'program-exited') expect(reads).toEqual(['reports', 'one'])
  },
)

test('fault 126: an end is recorded at once, and decisions wait for the last readings or their time limit', async () => {
  const world = aStory()
  begin(world, 'one')
  const watched = watching(world, () => new Promise(() => {}))
  watched.sensor.onSignal({ kind: 'program-exited', pane, status: 0, at: 0 })
  expect(agentOf(world, 'one').exit).toMatchObject({ how: 'exited', status: 0, lastScreen: '' })
  settle(world)
  expect(workerOf(world, 'one').health.health).not.toBe('crashed')
  await watched.clock.pass(149)
  expect(told(world, 'agent.exit_read')).toEqual([])
  await watched.clock.pass(1)
  expect(told(world, 'agent.exit_read')).toHaveLength(1)
  settle(world)
  expect(workerOf(world, 'one').health.health).toBe('crashed')
})

test('an end whose last readings never come is judged when their time limit is over', async () => {
  const world = aStory()
  begin(world, 'one')
  const end = { status: 1, signal: null, lastScreen: '', readBy: world.now + 150 }
  say(world, { kind: 'agent.exited', worker: 'one' as WorkerId, incarnation: 1, how: 'exited', ...end })
  expect(workerOf(world, 'one').health.health).not.toBe('crashed')
  passTime(world, 150)
  expect(workerOf(world, 'one').health.health).toBe('crashed')
})

test('a second notice of an old end does not replace an end that is noticed before its start is recorded', async () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  const { sensor, clock } = watching(world)
  sensor.onSignal({ kind: 'program-exited', pane, status: 1, at: 0 })
  for (let time = 0; time < 300; time++) sensor.onSignal({ kind: 'pane-died', pane: `%${time}` as PaneId, status: 1, signal: null, at: 0 })
  sensor.onSignal({ kind: 'pane-died', pane: '%two' as PaneId, status: 3, signal: null, at: 0 })
  await clock.pass(200)
  begin(world, 'two')
  sensor.onEvents(world.history)
  expect(agentOf(world, 'two').exit).toMatchObject({ status: 3 })
})
