import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { about, aStory, asked, begin, breakDownForGood, pass, report, say, told, turn, workerOf } from '../../../support/worlds/story.ts'
import { createWorld, happen, restartCzar, settle, type World } from '../../../support/worlds/world.ts'

const STUCK_MS = 1_200_000
const QUIET_MS = 1_200_000
const SECOND_LOOK_MS = 90_000

function inTurn(): World {
  const world = aStory({ workers: [aWorker('one')] })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'busy')
  return world
}

function answer(world: World, busy: boolean | null): void {
  const deed = world.deeds.find(({ action }) => action.do === 'look_at_children')
  if (deed === undefined) throw new Error(`not asked for, only: ${asked(world).join(', ')}`)
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  say(world, { kind: 'agent.children', ...about(world, 'one'), busy }, { kind: 'effect.done', effect: deed.effect })
}

/** Czar looks a second time whether programs that the agent started work, before it calls the worker stuck. */
function restTwice(world: World): void {
  answer(world, false)
  expect(workerOf(world, 'one').health.health, 'they may just have ended').toBe('working')
  pass(world, SECOND_LOOK_MS)
  answer(world, false)
}

test('a build that ends just before its processes are examined is no silence, because the agent is about to report it', () => {
  const world = inTurn()
  pass(world, STUCK_MS)
  answer(world, false)
  pass(world, SECOND_LOOK_MS - 1)
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  pass(world, STUCK_MS)
  answer(world, false)
  expect(workerOf(world, 'one').health.health, 'the look before that output counts no more').toBe('working')
  expect(told(world, 'health.changed').map(({ health }) => health)).not.toContain('stuck')
})

test('a request that is retried endlessly is no new output: the turn becomes stuck in the end', () => {
  const world = inTurn()
  say(world, { kind: 'agent.retrying', ...about(world, 'one'), text: '429 Slow down.' })
  pass(world, STUCK_MS)
  restTwice(world)
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'stuck', matter: 'silent-turn' })
})

test('fault 29: a turn without new output is stuck only if its child processes are idle too, and they are examined no earlier', () => {
  const world = inTurn()
  pass(world, STUCK_MS - 1)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(asked(world)).toEqual(['look_at_children:one'])
  expect(workerOf(world, 'one').health.health, 'not before the answer').toBe('working')
  restTwice(world)
  expect(workerOf(world, 'one').health).toMatchObject({
    health: 'stuck',
    matter: 'silent-turn',
    evidence: [{ signal: 'silence' }, { signal: 'process', text: 'its child processes use no processor time', seq: expect.any(Number) }],
  })
})

test('fault 29: an agent whose tests run long without output counts as at work for six times policy.stuck_after', () => {
  const world = inTurn()
  for (let time = 0; time < 5; time++) {
    pass(world, STUCK_MS)
    answer(world, true)
    expect(workerOf(world, 'one').health).toMatchObject({ health: 'working', matter: 'children' })
  }
  pass(world, STUCK_MS - 1)
  expect(workerOf(world, 'one').health.health).toBe('working')
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  pass(world, STUCK_MS)
  restTwice(world)
  expect(workerOf(world, 'one').health.health).toBe('stuck')
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  expect(workerOf(world, 'one').health.health, 'anything new').toBe('working')
})

/** At every look, programs that the agent started are working. */
function workOn(world: World, times: number, everyMs = STUCK_MS): void {
  for (let time = 0; time < times; time++) {
    pass(world, everyMs)
    if (asked(world).includes('look_at_children:one')) answer(world, true)
  }
}

test('fault 143: child processes that work for two hours without a result no longer count, and the ladder is climbed', () => {
  const world = inTurn()
  workOn(world, 6)
  expect(workerOf(world, 'one').health).toMatchObject({
    health: 'stuck',
    matter: 'silent-turn',
    reason: 'a turn runs, and its child processes have worked for 2h without anything to show',
    problem: expect.stringContaining('programs that you started have worked for 2h'),
    evidence: [{ signal: 'silence' }, { signal: 'process', text: 'its child processes use the processor' }],
  })
  expect(told(world, 'ladder.climbed').map(({ rung }) => rung)).toEqual(['ask'])
  workOn(world, 2)
  expect(told(world, 'ladder.climbed').map(({ rung }) => rung)).toEqual(['ask', 'fresh'])
})

test('a build of two hours that prints a line now and then, was announced, or was paused in between, counts as work', () => {
  const [prints, tells, paused] = [inTurn(), inTurn(), inTurn()]
  for (const world of [prints, tells, paused]) workOn(world, 5)
  say(prints, { kind: 'agent.novelty', ...about(prints, 'one') })
  report(tells, 'one', 'progress', { text: 'the model is at epoch 3' })
  say(paused, { kind: 'person.paused', worker: 'one' as WorkerId })
  say(paused, { kind: 'person.resumed', worker: 'one' as WorkerId })
  for (const world of [prints, tells, paused]) {
    workOn(world, 5)
    expect(workerOf(world, 'one').health).toMatchObject({ health: 'working', matter: 'children' })
  }
})

test('a program without signals whose child processes work endlessly becomes quiet in the end', () => {
  const world = inTurn()
  const worker = workerOf(world, 'one')
  if (worker.agent === null) throw new Error('no agent')
  world.state = { ...world.state, workers: { one: { ...worker, agent: { ...worker.agent, turn: null, turnStrength: null } } } }
  settle(world)
  workOn(world, 6)
  expect(workerOf(world, 'one').health).toMatchObject({
    health: 'quiet',
    reason: 'its child processes have worked for 2h without anything to show',
  })
})

test('fault 29: child processes that nobody can examine delay the verdict once, and no more', () => {
  const world = inTurn()
  pass(world, STUCK_MS)
  answer(world, null)
  expect(workerOf(world, 'one').health.health).toBe('working')
  expect(asked(world), 'not asked again and again').toEqual([])
  pass(world, STUCK_MS - 1)
  expect(workerOf(world, 'one').health.health).toBe('working')
  pass(world, 1)
  expect(workerOf(world, 'one').health).toMatchObject({
    health: 'stuck',
    evidence: [{}, { text: 'it is unknown whether its child processes work' }],
  })
})

test('if the operating system cannot examine the child processes, their state stays unknown', () => {
  const world = inTurn()
  pass(world, STUCK_MS)
  breakDownForGood(world, 'look_at_children', 'one')
  expect(workerOf(world, 'one').health.health).toBe('working')
  pass(world, STUCK_MS)
  expect(workerOf(world, 'one').health.health).toBe('stuck')
})

test('time in which no czar ran, or in which a person paused the worker, does not count as silence', () => {
  const world = inTurn()
  world.now += 10 * STUCK_MS
  restartCzar(world)
  expect(workerOf(world, 'one').health.health).toBe('working')
  expect(asked(world)).toEqual([])
  say(world, { kind: 'person.paused', worker: 'one' as WorkerId })
  world.now += 10 * STUCK_MS
  happen(world, { kind: 'person.resumed', worker: 'one' as WorkerId })
  settle(world)
  expect(asked(world)).toEqual([])
})

test('fault 70: eight hours in which the machine slept do not count as silence; afterwards time counts as before', () => {
  const world = inTurn()
  pass(world, STUCK_MS - 1_000)
  const EIGHT_HOURS = 8 * 3_600_000
  world.now += EIGHT_HOURS
  say(world, { kind: 'system.slept', forMs: EIGHT_HOURS })
  expect(workerOf(world, 'one').health.health).toBe('working')
  pass(world, STUCK_MS - 1)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(asked(world)).toEqual(['look_at_children:one'])
  expect(workerOf(world, 'one').ran).toEqual({ ms: expect.any(Number), since: world.now - STUCK_MS })
  expect(workerOf(world, 'one').ran.ms).toBeLessThan(STUCK_MS)
})

test('no agent is ended for silence alone', () => {
  const world = inTurn()
  for (let times = 0; times < 20; times++) {
    pass(world, STUCK_MS)
    if (asked(world).includes('look_at_children:one')) answer(world, false)
  }
  expect(told(world, 'agent.ended').map(({ reason }) => reason)).toEqual([])
})

/** A world with a program that never reports whether it works. */
function plain(): World {
  const world = createWorld(aProject({ workers: [aWorker('one')] }), () => 0)
  begin(world, 'one')
  report(world, 'one', 'ack')
  const { agent } = workerOf(world, 'one')
  if (agent === null) throw new Error('no agent')
  const unseen = { ...agent, turn: null, turnStrength: null }
  world.state = { ...world.state, workers: { one: { ...workerOf(world, 'one'), agent: unseen } } }
  settle(world)
  return world
}

test('fault 30: a program that only repaints its screen counts as quiet: its child processes are examined, and nothing else happens', () => {
  const world = plain()
  pass(world, QUIET_MS - 1)
  expect(asked(world), 'an agent may think for a while').not.toContain('look_at_children:one')
  pass(world, 1)
  expect(asked(world)).toContain('look_at_children:one')
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'working', matter: 'novelty' })
  restTwice(world)
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'quiet', evidence: [{ signal: 'silence' }, { signal: 'process' }] })
})

test('a program without signals counts as at work while its child processes work', () => {
  const world = plain()
  pass(world, QUIET_MS)
  answer(world, true)
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'working', matter: 'children' })
})

test("an agent that reported its turn's end counts as idle, and its child processes are not examined", () => {
  const world = inTurn()
  turn(world, 'one', 'idle')
  pass(world, 10 * STUCK_MS)
  expect(told(world, 'effect.intended').map(({ action }) => action)).not.toContain('look_at_children')
  expect(told(world, 'health.changed').map(({ health }) => health)).toContain('idle')
})
