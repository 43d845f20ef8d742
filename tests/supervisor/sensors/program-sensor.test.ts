import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import type { Hindrance, ProgramVersion } from '../../../src/core/model/program.ts'
import { createProgramSensor } from '../../../src/supervisor/sensors/program-sensor.ts'
import { settled } from '../../support/fakes/clock.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { act, aStory } from '../../support/worlds/story.ts'
import { happen } from '../../support/worlds/world.ts'

const HOOKS: Hindrance = { kind: 'hooks', says: 'hooks are off', mend: 'switch them on' }
const VERSION: ProgramVersion = { program: 'claude', version: '2.1.400', measured: '2.1.330', differs: [] }

/** A world in which worker one's agent has started. `found` and `answers` describe the programs on this machine. */
function watching({ found = [] as readonly Hindrance[], answer = null as ProgramVersion | null } = {}) {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  const here = { found, answer, asked: 0, aborted: false }
  const base = someHands(world)
  const agents = Object.assign(base.agents, {
    findHindrances: async () => here.found,
    async readVersion(_: unknown, signal: AbortSignal) {
      here.asked++
      signal.addEventListener('abort', () => {
        here.aborted = true
      })
      return here.answer
    },
  })
  const hands = Object.assign(base, { agents })
  const told: string[] = []
  const observe = (event: Event) => {
    told.push(
      event.kind === 'program.hindered'
        ? `hindered: ${event.hindrances.length}`
        : event.kind === 'program.version'
          ? `${event.version}`
          : event.kind,
    )
    happen(world, event)
  }
  const sensor = createProgramSensor({ hands, state: () => world.state, observe })
  const starts = () => sensor.onEvents(world.history.filter(({ kind }) => kind === 'agent.started'))
  return { world, hands, here, told, sensor, starts }
}

test("a hindering setting is reported once at an agent's start, and once more when it is corrected", async () => {
  const { here, told, starts } = watching({ found: [HOOKS] })
  starts()
  await settled()
  starts()
  await settled()
  expect(told).toEqual(['hindered: 1'])
  here.found = []
  starts()
  await settled()
  expect(told).toEqual(['hindered: 1', 'hindered: 0'])
})

test('the settings of an agent that survived the czar are read too, and no hindrance causes no report', async () => {
  const { told, sensor, here } = watching()
  sensor.begin()
  await settled()
  expect(told).toEqual([])
  here.found = [HOOKS]
  sensor.begin()
  await settled()
  expect(told).toEqual(['hindered: 1'])
})

test("a setting that a person changes while an agent runs is found when the agent's signals stop", async () => {
  const { world, told, sensor } = watching({ found: [HOOKS] })
  const { id } = world.state.workers['one'] ?? { id: 'one' as never }
  const change = { kind: 'health.changed', worker: id, reason: '', evidence: [], seq: 1, at: 1 } as const
  sensor.onEvents([{ ...change, health: 'working' }])
  await settled()
  expect(told).toEqual([])
  sensor.onEvents([{ ...change, health: 'quiet' }])
  await settled()
  expect(told).toEqual(['hindered: 1'])
})

test("a program's version is read after the agent's start, and reported once, however often agents start", async () => {
  const { hands, here, told, sensor, starts } = watching({ answer: VERSION })
  sensor.begin()
  starts()
  await hands.clock.pass(4_900)
  expect(here.asked).toBe(0)
  await hands.clock.pass(200)
  expect(told).toEqual(['2.1.400'])
  starts()
  await hands.clock.pass(60_000)
  expect(here.asked).toBe(1)
})

test('an update of a program while the fleet runs is found at a later start', async () => {
  const { hands, here, told, sensor, starts } = watching({ answer: VERSION })
  sensor.begin()
  await hands.clock.pass(6_000)
  here.answer = { ...VERSION, version: '2.1.330' }
  await hands.clock.pass(3_600_000)
  starts()
  await settled()
  expect(told).toEqual(['2.1.400', '2.1.330'])
})

test('a czar that starts again reports a known version no second time, and one that exits ends the running program', async () => {
  const { world, hands, here, told, sensor } = watching({ answer: VERSION })
  sensor.begin()
  await hands.clock.pass(6_000)
  const next = createProgramSensor({ hands, state: () => world.state, observe: ({ kind }) => told.push(kind) })
  next.begin()
  await hands.clock.pass(6_000)
  expect(here.asked).toBe(2)
  expect(told).toEqual(['2.1.400'])
  next.close()
  expect(here.aborted).toBe(true)
})

test('unreadable settings or versions are not reported and do no harm', async () => {
  const { hands, told, sensor, starts } = watching()
  Object.assign(hands.agents, {
    findHindrances: async () => Promise.reject(new Error('EIO')),
    readVersion: async () => Promise.reject(new Error('EIO')),
  })
  sensor.begin()
  starts()
  await hands.clock.pass(6_000)
  expect(told).toEqual([])
})
