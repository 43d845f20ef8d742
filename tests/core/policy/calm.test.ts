import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/model/event.ts'
import type { EffectId, MessageId, WorkerId } from '../../../src/core/model/ids.ts'
import { createRecall } from '../../../src/core/policy/calm.ts'
import { decide } from '../../../src/core/policy/decide.ts'
import { aProject, aWorker } from '../../support/a-project.ts'
import { about, aReadyStory, aStory, assignmentOf, begin, messages, report, say, turn } from '../../support/story.ts'
import { happen, sha, type World } from '../../support/world.ts'

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
  const recall = createRecall()
  expect(decide(world.state, world.now, recall).decisions).toEqual([])
  happen(world, event(world))
  const plan = decide(world.state, world.now, recall)
  expect(plan.decisions).not.toEqual([])
  expect(plan).toEqual(decide(world.state, world.now))
})
