import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { about, act, aStory, begin, complete, exit, pass, report, say, told, turn, workerOf } from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId
const IDLE_MS = 30_000

/** For each case: what happens first, the health that follows, and a part of its reason. */
const ways: readonly [health: string, reason: string, lead: (world: World) => void][] = [
  ['waiting', 'seat', () => {}],
  ['starting', 'its agent starts', world => start(world)],
  [
    'waiting',
    'a screen without a prompt',
    world => {
      start(world)
      say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'Trust?', keys: null })
    },
  ],
  [
    'working',
    'a turn runs',
    world => {
      begin(world, 'one')
      turn(world, 'one', 'busy')
    },
  ],
  [
    'working',
    'its turn has just ended',
    world => {
      begin(world, 'one')
      turn(world, 'one', 'idle')
      pass(world, IDLE_MS - 1)
    },
  ],
  [
    'idle',
    'its turn ended',
    world => {
      begin(world, 'one')
      turn(world, 'one', 'idle')
      pass(world, IDLE_MS)
    },
  ],
  [
    'waiting',
    'permission',
    world => {
      begin(world, 'one')
      turn(world, 'one', 'waiting')
    },
  ],
  [
    'waiting',
    'an answer',
    world => {
      begin(world, 'one')
      report(world, 'one', 'blocked')
    },
  ],
  [
    'confused',
    'own words',
    world => {
      begin(world, 'one')
      report(world, 'one', 'ack', { text: 'ok' })
    },
  ],
  [
    'confused',
    'a detached HEAD',
    world => {
      begin(world, 'one')
      say(world, detached(world))
    },
  ],
  [
    'stuck',
    'nothing new',
    world => {
      begin(world, 'one')
      turn(world, 'one', 'busy')
      pass(world, 1_200_000)
      act(world, 'look_at_children', 'one')
      pass(world, 90_000)
      act(world, 'look_at_children', 'one')
    },
  ],
  [
    'working',
    'a turn runs',
    world => {
      begin(world, 'one')
      pass(world, 1_199_999)
      report(world, 'one', 'ack')
      pass(world, 1_199_999)
    },
  ],
  [
    'working',
    'being checked',
    world => {
      begin(world, 'one')
      report(world, 'one', 'done')
    },
  ],
  [
    'crashed',
    'status 1',
    world => {
      begin(world, 'one')
      exit(world, 'one')
    },
  ],
  ['done', 'verified', world => complete(world, 'one')],
  [
    'waiting',
    'stopped by a person',
    world => {
      begin(world, 'one')
      say(world, { kind: 'person.stop', worker: one })
    },
  ],
]

test.each(ways)('the health of a worker is %s: %s', (health, reason, lead) => {
  const world = aStory({ workers: [aWorker('one')] })
  lead(world)
  expect(workerOf(world, 'one').health).toMatchObject({ health, reason: expect.stringContaining(reason) })
})

test('an unchanged health is not recorded again, and keeps its time', () => {
  const world = aStory()
  begin(world, 'one')
  const before = told(world, 'health.changed').length
  const { since } = workerOf(world, 'one').health
  for (let time = 0; time < 5; time++) {
    pass(world, 1_000)
    report(world, 'one', 'ack')
  }
  expect(told(world, 'health.changed')).toHaveLength(before)
  expect(workerOf(world, 'one').health.since).toBe(since)
})

function start(world: World): void {
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
}

function detached(world: World) {
  const event = observed(workerOf(world, 'one'), 'head')
  return event.kind === 'git.observed' ? { ...event, activity: { ...event.activity, branch: null, dirty: 1 } } : event
}
