import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import type { BaseGate } from '../../../src/core/model/gates/base-gate.ts'
import type { BaseGateCache } from '../../../src/core/ports/base-gates-port.ts'
import { createBaseGatesSensor } from '../../../src/supervisor/sensors/base-gates-sensor.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { aStory } from '../../support/worlds/story.ts'
import { happen, sha, type World } from '../../support/worlds/world.ts'

const PLACES = { one: { task: 'f:1:1', owns: [], accept: ['f:2:1'], setup: 'f:3:1' } }
const WORKERS = [aWorker('one', { accept: ['npm test'] }), aWorker('two', { accept: ['npm test'] }), aWorker('three')]

function aCache(): BaseGateCache {
  const kept = new Map<string, BaseGate>()
  return {
    read: question => kept.get(JSON.stringify(question)) ?? null,
    write: (question, gate) => void kept.set(JSON.stringify(question), gate),
  }
}

/** A czar that has just begun to supervise. With `world`, it continues the work of an earlier czar. */
function watching({ world = aStory({ workers: WORKERS }), cache = aCache(), places = PLACES as object } = {}) {
  // All worktrees are made, so that nothing is urgent.
  for (const effect of Object.keys(world.state.effects)) happen(world, { kind: 'effect.done', effect: effect as never })
  const hands = Object.assign(someHands(world), { baseGates: { cache, places: () => places as typeof PLACES } })
  const told: Event[] = []
  const sensor = createBaseGatesSensor({
    hands,
    state: () => world.state,
    observe: (...events) => {
      told.push(...events)
      happen(world, ...events)
    },
  })
  sensor.begin()
  return { world, cache, hands, sensor, kinds: () => told.map(({ kind }) => kind), told }
}

const START = { kind: 'czar.started', epoch: 2, pid: 1, host: 'h', version: '1' } as const
const findings = (world: World) => world.state.baseGates?.findings.map(({ level, task, place }) => `${level} ${task} ${place}`)

test('the commands run once some seconds after the start, and what they say is in the state', async () => {
  const { world, hands, kinds } = watching()
  await hands.clock.pass(14_000)
  expect(hands.gates.ran).toEqual([])
  await hands.clock.pass(1_000)
  expect(hands.gates.ran).toEqual(['npm test'])
  expect(kinds()).toEqual(['base_gates.started', 'base_gates.checked'])
  expect(findings(world)).toEqual(['warning one f:2:1', 'warning two null'])
  expect(hands.git.proofs.size).toBe(0)
})

test('commands that fail as they should give no finding, but the journal records that they ran', async () => {
  const { world, hands, kinds } = watching()
  hands.gates.outcomes = ['failed']
  await hands.clock.pass(15_000)
  expect([kinds(), findings(world)]).toEqual([['base_gates.started', 'base_gates.checked'], []])
})

test('a czar that is launched again knows the results, and records nothing', async () => {
  const { world, cache, hands, sensor } = watching()
  await hands.clock.pass(15_000)
  await sensor.close()
  happen(world, { kind: 'czar.let_go', reason: 'interrupted' }, START)
  const again = watching({ world, cache })
  await again.hands.clock.pass(15_000)
  expect([again.hands.gates.ran, again.kinds()]).toEqual([[], []])
})

test('after base has moved, unproven tasks are tried again, and the findings about the others stay', async () => {
  const { world, cache, hands, sensor } = watching()
  await hands.clock.pass(15_000)
  await sensor.close()
  const one = world.state.tasks['one']
  if (one === undefined) throw new Error('no task')
  const proof = { commit: sha('c'), at: 1, checks: [], flags: [] } as never
  Object.assign(world, { state: { ...world.state, tasks: { ...world.state.tasks, one: { ...one, state: 'verified', verified: proof } } } })
  const again = watching({ world, cache })
  again.hands.git.reading = { ...again.hands.git.reading, base: sha('moved') }
  again.hands.gates.outcomes = ['failed']
  await again.hands.clock.pass(15_000)
  expect(again.hands.gates.ran).toEqual(['npm test'])
  expect([world.state.baseGates?.base, findings(world)]).toEqual([sha('moved'), ['warning one f:2:1']])
})

test('a command waits while a worktree is made, an agent starts or a claim is checked, but not for ever', async () => {
  const { world, hands } = watching()
  const effect = 'verify:a1' as never
  happen(world, { kind: 'effect.intended', effect, action: 'verify', worker: 'one' as never, epoch: 1, reason: 'a claim' })
  await hands.clock.pass(60_000)
  expect(hands.gates.ran).toEqual([])
  happen(world, { kind: 'effect.done', effect })
  await hands.clock.pass(2_000)
  expect(hands.gates.ran).toEqual(['npm test'])
  const other = watching()
  happen(other.world, { kind: 'effect.intended', effect, action: 'verify', worker: 'one' as never, epoch: 1, reason: 'a claim' })
  await other.hands.clock.pass(700_000)
  expect(other.hands.gates.ran).toEqual(['npm test'])
})

test('a czar that ends while a command runs cuts it off, and the next czar runs it', async () => {
  const { world, cache, hands, sensor } = watching()
  const signals: (AbortSignal | undefined)[] = []
  hands.gates.run = async ({ signal }) => {
    signals.push(signal)
    await new Promise(resolve => signal?.addEventListener('abort', resolve))
    return { outcome: 'cancelled', exitCode: null, durationMs: 1, tail: '' }
  }
  await hands.clock.pass(15_000)
  await sensor.close()
  expect([signals[0]?.aborted, hands.git.proofs.size]).toEqual([true, 0])
  happen(world, { kind: 'czar.let_go', reason: 'interrupted' }, START)
  const again = watching({ world, cache })
  await again.hands.clock.pass(15_000)
  expect(again.kinds()).toEqual(['base_gates.started', 'base_gates.checked'])
})

test('a command that killed czar is not run again on the same commit, and the journal says why', async () => {
  const { world } = watching()
  happen(world, { kind: 'base_gates.started', base: sha('base'), command: 'npm test' }, START)
  const again = watching({ world })
  await again.hands.clock.pass(15_000)
  expect([again.hands.gates.ran, again.kinds()]).toEqual([[], ['base_gates.refused']])
  const later = watching({ world })
  await later.hands.clock.pass(15_000)
  expect(later.kinds()).toEqual([])
  const moved = watching({ world })
  moved.hands.git.reading = { ...moved.hands.git.reading, base: sha('moved') }
  await moved.hands.clock.pass(15_000)
  expect(moved.hands.gates.ran).toEqual(['npm test'])
})

test('a watchdog, which does not know the lines of the file, keeps what was found with lines', async () => {
  const { world, hands, sensor } = watching()
  await hands.clock.pass(15_000)
  await sensor.close()
  const again = watching({ world, places: {} })
  await again.hands.clock.pass(15_000)
  expect([again.kinds(), findings(world)]).toEqual([[], ['warning one f:2:1', 'warning two null']])
})

test('a repository that cannot be read stops no czar, and is written to the log', async () => {
  const { hands, kinds } = watching()
  hands.git.refs = async () => {
    throw new Error('the disk is gone')
  }
  await hands.clock.pass(15_000)
  expect([kinds(), hands.logged]).toEqual([[], ['the accept commands could not be run on base']])
})

test('a project whose tasks have no commands needs no worktree', async () => {
  const { hands, kinds } = watching({ world: aStory({ workers: [aWorker('one')] }) })
  await hands.clock.pass(15_000)
  expect([hands.gates.ran, kinds()]).toEqual([[], []])
})

test('tasks that are added while the fleet runs are tried too, and known results are not tried again', async () => {
  const { world, hands, sensor, kinds } = watching()
  await hands.clock.pass(15_000)
  const workers = [...WORKERS, aWorker('four', { accept: ['npm run lint'] })]
  const loaded = { kind: 'project.loaded', project: aProject({ workers }) } as const
  happen(world, loaded)
  Object.assign(hands, { project: loaded.project })
  for (const effect of Object.keys(world.state.effects)) happen(world, { kind: 'effect.done', effect: effect as never })
  sensor.onEvents([{ ...loaded, seq: 99, at: 1 }])
  await hands.clock.pass(15_000)
  expect(hands.gates.ran).toEqual(['npm test', 'npm run lint'])
  expect([kinds().length, findings(world)]).toEqual([4, ['warning one f:2:1', 'warning two null', 'warning four null']])
})
