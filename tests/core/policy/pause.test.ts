import { expect, test } from 'vitest'
import { aBonus, aWorker } from '../../support/builders/a-project.ts'
import { order } from '../../support/worlds/order.ts'
import {
  act,
  aStory,
  asked,
  attention,
  begin,
  complete,
  exit,
  getReady,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  verdict,
  workerOf,
} from '../../support/worlds/story.ts'
import { restartCzar, type World } from '../../support/worlds/world.ts'

const DAY_MS = 86_400_000
const IDLE_MS = 30_000
const one = 'one' as never

const pause = (world: World, worker = 'one') => order(world, { verb: 'pause', worker })
const resume = (world: World, worker = 'one') => order(world, { verb: 'resume', worker })

/** The worker is at work, has restated its task, and its turn is over. */
function atRest(world: World): World {
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  return world
}

test('texts for a paused worker wait, and are delivered the moment it is resumed', () => {
  const world = atRest(aStory())
  pause(world)
  order(world, { verb: 'tell', worker: 'one', text: 'hurry' })
  pass(world, DAY_MS)
  expect([queue(world, 'one'), asked(world)]).toEqual([['tell'], []])
  resume(world)
  expect(asked(world)).toEqual(['deliver:one'])
})

test('a delivery that began before the pause and pasted nothing waits like the others', () => {
  const world = atRest(aStory())
  order(world, { verb: 'tell', worker: 'one', text: 'hurry' })
  pause(world)
  act(world, 'deliver', 'one')
  expect(told(world, 'message.held')).toMatchObject([{ by: 'paused' }])
  pass(world, DAY_MS)
  expect(asked(world)).toEqual([])
  resume(world)
  expect(asked(world), 'at once, and no try was used up').toEqual(['deliver:one'])
  expect(told(world, 'message.undelivered')).toEqual([])
})

test("a paused worker's silence has no consequence, and its time begins anew when it is resumed", () => {
  const world = atRest(aStory())
  pause(world)
  pass(world, DAY_MS)
  expect([queue(world, 'one'), attention(world)]).toEqual([[], []])
  resume(world)
  pass(world, IDLE_MS - 1)
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1)
  expect(queue(world, 'one')).toEqual(['nudge'])
})

test('a worker that got all its nudges is replaced only some time after the pause', () => {
  const world = atRest(aStory())
  for (let time = 1; time <= 2; time++) {
    pass(world, IDLE_MS * time)
    act(world, 'deliver', 'one')
    turn(world, 'one', 'idle')
  }
  pause(world)
  pass(world, DAY_MS)
  expect(asked(world)).toEqual([])
  resume(world)
  pass(world, 3 * IDLE_MS - 1)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(asked(world)).toEqual(['end_agent:one'])
})

test('a crash in a pause is shown, and handled only when the worker is resumed', () => {
  const world = atRest(aStory())
  pause(world)
  exit(world, 'one')
  pass(world, DAY_MS)
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'crashed', reason: 'paused by a person; it exited with status 1' })
  expect(asked(world)).toEqual([])
  resume(world)
  expect(asked(world)).toEqual(['start_agent:one'])
})

test('an agent that is paused while it starts gets its whole starting time afterwards', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  pause(world)
  pass(world, DAY_MS)
  expect(asked(world), 'not ended for being late').toEqual([])
  resume(world)
  expect(asked(world)).toEqual([])
  pass(world, 60_000_000)
  expect(asked(world)).toEqual(['end_agent:one'])
})

test('an agent that becomes ready in a pause gets its task after the pause', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  pause(world)
  getReady(world, 'one')
  expect(workerOf(world, 'one').assignment).toBeNull()
  resume(world)
  expect(asked(world)).toEqual(['deliver:one'])
})

test('in a pause a known dialog is left to the person', () => {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  pause(world)
  say(world, { kind: 'agent.dialog', worker: one, incarnation: 1, text: 'Trust?', keys: ['Enter'] })
  expect(asked(world)).toEqual([])
  resume(world)
  expect(asked(world)).toEqual(['answer_dialog:one'])
})

test('in a pause a claim is checked and dependent workers are told, and a rework waits', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: [one], waitForDependencies: false })] })
  begin(world, 'one')
  begin(world, 'two')
  pause(world)
  report(world, 'one', 'done')
  verdict(world, 'one', 'rejected', ['a test fails'])
  turn(world, 'one', 'idle')
  expect([queue(world, 'one'), asked(world)]).toEqual([['rework'], []])
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(queue(world, 'two')).toEqual(['unblock'])
})

test('a pause frees no seat: a worker that waits for a seat continues to wait', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], concurrency: 1 })
  begin(world, 'one')
  pause(world)
  exit(world, 'one')
  expect(asked(world)).toEqual([])
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  pass(world, DAY_MS)
  expect(asked(world), 'also when its work is done').toEqual([])
  resume(world)
  act(world, 'end_agent', 'one')
  expect(asked(world)).toEqual(['prepare_worktree:two'])
})

test('a worker that is paused before it begins lets others start first, and the project does not end', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], concurrency: 1 })
  pause(world)
  act(world, 'prepare_worktree', 'one')
  complete(world, 'two')
  act(world, 'end_agent', 'two')
  pass(world, DAY_MS)
  expect([world.state.czar.phase, asked(world)]).toEqual(['supervising', []])
  resume(world)
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  expect(world.state.czar.phase).toBe('finished')
})

test('a paused worker gets no bonus task while another can take it', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('extra', { prefers: { workers: [one], roles: [] } })] })
  begin(world, 'one')
  begin(world, 'two')
  pause(world)
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  turn(world, 'one', 'idle')
  expect(world.state.tasks['extra']?.state).toBe('waiting')
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  turn(world, 'two', 'idle')
  expect(world.state.tasks['extra']?.worker).toBe('two')
})

test('a pause continues after a restart of the czar', () => {
  const world = atRest(aStory())
  pause(world)
  order(world, { verb: 'tell', worker: 'one', text: 'hurry' })
  restartCzar(world)
  pass(world, DAY_MS)
  expect(asked(world)).toEqual([])
  resume(world)
  expect(asked(world)).toEqual(['deliver:one'])
})

test('a delivery that a killed czar left in a pause is looked for when the worker is resumed', () => {
  const world = atRest(aStory())
  order(world, { verb: 'tell', worker: 'one', text: 'hurry' })
  pause(world)
  restartCzar(world)
  expect(asked(world)).toEqual([])
  resume(world)
  expect(world.deeds.map(({ action }) => action)).toMatchObject([{ do: 'deliver', recover: true }])
})

test('a paused worker or fleet that is stopped is ended, and a later launch begins without the pause', () => {
  const world = atRest(aStory())
  pause(world)
  order(world, { verb: 'stop', worker: null })
  act(world, 'end_agent', 'one')
  say(world, { kind: 'czar.stopped', reason: 'stopped' })
  restartCzar(world)
  expect(asked(world)).toEqual(['start_agent:one'])
})

test('a restart that a person asks for in a pause happens when the worker is resumed', () => {
  const world = atRest(aStory())
  pause(world)
  expect(order(world, { verb: 'restart', worker: 'one' }).message).toContain('when it is resumed')
  expect(asked(world)).toEqual([])
  resume(world)
  expect(asked(world)).toEqual(['end_agent:one'])
})
