import { expect, test } from 'vitest'
import type { Event } from '../../../../src/core/events/event.ts'
import type { EffectId, MessageId, WorkerId } from '../../../../src/core/model/ids.ts'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import { rememberUnchanged, type UnchangedWorkers } from '../../../../src/core/policy/decide/unchanged-workers.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { grantSeats } from '../../../../src/core/policy/fleet/seats.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { about, aReadyStory, aStory, assignmentOf, begin, messages, report, say, turn } from '../../../support/worlds/story.ts'
import { happen, sha, type World } from '../../../support/worlds/world.ts'

function aStoryAtWork(): World {
  const world = aStory()
  begin(world, 'one')
  return world
}

function aStoryAtRest(): World {
  const world = aStoryAtWork()
  turn(world, 'one', 'idle')
  return world
}

/** The hand came upon a person who types there. */
function aStoryWithHeldText(): World {
  const world = aReadyStory()
  const held = { kind: 'message.held', ...about(world, 'one'), message: firstText(world), by: 'typing', chars: null } as const
  say(world, held, { kind: 'effect.done', effect: delivery(world) })
  return world
}

function firstText(world: World): MessageId {
  const [message] = messages(world, 'one')
  if (message === undefined) throw new Error('no text waits for one')
  return message.id
}

function delivery(world: World): EffectId {
  const deed = world.deeds.find(({ action }) => action.do === 'deliver')
  if (deed === undefined) throw new Error('nothing is being delivered')
  return deed.effect
}

test.each<[string, () => World, (world: World) => Event]>([
  ['its assignment alone changes', aStoryAtWork, () => ({ kind: 'person.verify', worker: 'one' as WorkerId })],
  [
    'a text for it alone changes',
    aStoryWithHeldText,
    world => ({ kind: 'message.freed', ...about(world, 'one'), message: firstText(world) }),
  ],
  ['what was under way for it ends', aReadyStory, world => ({ kind: 'effect.done', effect: delivery(world) })],
  [
    'the work of another one that it stands on is verified',
    () => {
      const world = aStory({
        workers: [aWorker('one', { dependsOn: ['two' as WorkerId], waitForDependencies: false }), aWorker('two')],
      })
      for (const worker of ['one', 'two']) begin(world, worker)
      report(world, 'two', 'done')
      return world
    },
    world => ({
      kind: 'verification.finished',
      worker: 'two' as WorkerId,
      assignment: assignmentOf(world, 'two').id,
      commit: sha('work'),
      base: null,
      verdict: 'verified',
      reasons: [],
      checks: [],
      log: null,
      tail: '',
      durationMs: 1,
    }),
  ],
  ['all are to end', aStoryAtWork, () => ({ kind: 'person.stop', worker: null })],
  [
    'the project file has less patience with all',
    aStoryAtRest,
    ({ state: { project } }) => {
      const known = project ?? aProject()
      return { kind: 'project.loaded', project: { ...known, policy: { ...known.policy, idleAfterMs: 0 } } }
    },
  ],
])('a worker for whom nothing was to be done is looked at again when %s', (_, before, event) => {
  const world = before()
  const unchanged = rememberUnchanged()
  expect(decide(world.state, world.now, unchanged).decisions).toEqual([])
  happen(world, event(world))
  const plan = decide(world.state, world.now, unchanged)
  expect(plan.decisions).not.toEqual([])
  expect(plan).toEqual(decide(world.state, world.now))
})

/** Whom the rules need not be asked about now, after they were asked about all. */
function calmIn(world: World, unchanged: UnchangedWorkers): readonly string[] {
  const { project } = world.state
  if (project === null) throw new Error('no project')
  return [...unchanged.find(createPolicyContext(world.state, project, world.now), grantSeats(world.state, project)).keys()]
}

/** Two at work, for whom nothing is to be done: that is on record. */
function known(): { world: World; unchanged: UnchangedWorkers } {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  for (const id of ['one', 'two']) {
    begin(world, id)
    report(world, id, 'ack')
  }
  const unchanged = rememberUnchanged()
  expect(calmIn(world, unchanged), 'at first nothing is known').toEqual([])
  expect(decide(world.state, world.now, unchanged).decisions).toEqual([])
  return { world, unchanged }
}

test('as long as nothing happens to them, workers for whom nothing was to be done are not looked at again', () => {
  const { world, unchanged } = known()
  expect(calmIn(world, unchanged)).toEqual(['one', 'two'])
  world.now += 1_000
  expect(calmIn(world, unchanged)).toEqual(['one', 'two'])
  happen(world, { kind: 'agent.novelty', ...about(world, 'one') })
  expect(calmIn(world, unchanged), 'output alone asks for nothing').toEqual(['one', 'two'])
  happen(world, { kind: 'agent.trouble', ...about(world, 'two'), text: 'Error' })
  expect(calmIn(world, unchanged), 'what happens to one leaves the other').toEqual(['one'])
})

test('when a time comes that a rule waits for, and in a time before the one that was asked about, all are looked at', () => {
  const { world, unchanged } = known()
  const { wakeAt } = decide(world.state, world.now)
  if (wakeAt === null) throw new Error('nothing is waited for')
  const before = world.now
  world.now = wakeAt - 1
  expect(calmIn(world, unchanged)).toEqual(['one', 'two'])
  world.now = wakeAt
  expect(calmIn(world, unchanged)).toEqual([])
  world.now = before - 1
  expect(calmIn(world, unchanged)).toEqual([])
})

test('who is not looked at keeps the time at which it will be', () => {
  const { world, unchanged } = known()
  const { wakeAt } = decide(world.state, world.now)
  expect(decide(world.state, world.now, unchanged)).toEqual({ decisions: [], wakeAt })
})

test('who is not looked at keeps what is put to people about it', () => {
  const { world, unchanged } = known()
  report(world, 'one', 'blocked', { text: 'which port?' })
  expect(decide(world.state, world.now, unchanged).decisions).toEqual([])
  expect(calmIn(world, unchanged)).toContain('one')
  expect(decide(world.state, world.now, unchanged).decisions, 'the question stays open').toEqual([])
})

test('what is wanted for a worker is wanted until it is done, and one that is gone is forgotten', () => {
  const { world, unchanged } = known()
  turn(world, 'one', 'idle')
  world.now += 30_000
  const first = decide(world.state, world.now, unchanged).decisions
  expect(first).not.toEqual([])
  expect(calmIn(world, unchanged)).toEqual(['two'])
  expect(decide(world.state, world.now, unchanged).decisions).toEqual(first)
  const { two: _gone, ...workers } = world.state.workers
  world.state = { ...world.state, workers }
  expect(calmIn(world, unchanged)).toEqual([])
})

test('a worker whose own task another has is looked at when that other changes', () => {
  const { world, unchanged } = known()
  const { one } = world.state.tasks
  if (one === undefined) throw new Error('no task')
  const lent = { ...one, worker: 'two' as WorkerId, assignment: assignmentOf(world, 'two').id }
  world.state = { ...world.state, tasks: { ...world.state.tasks, one: lent } }
  decide(world.state, world.now, unchanged)
  const calm = calmIn(world, unchanged)
  happen(world, { kind: 'person.verify', worker: 'two' as WorkerId })
  expect(calm).toContain('one')
  expect(calmIn(world, unchanged)).not.toContain('one')
})
