import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { atRest } from '../../../support/worlds/at-rest.ts'
import { order } from '../../../support/worlds/order.ts'
import {
  about,
  act,
  agentOf,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'
import { ACK_MS, askInVain, getFresh, IDLE_MS, inferred, lookTwice, rungs, SECOND_LOOK_MS, STUCK_MS, takeIn } from './steps.ts'

test('a worker whose turn ended without a claim is asked, told its task again, given a fresh agent, and then reported to a person', () => {
  const world = atRest()
  askInVain(world)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  getFresh(world)
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  askInVain(world)
  expect(attention(world)).toEqual([])
  pass(world, 1)
  expect(rungs(world)).toEqual(['ask', 'restate', 'fresh', 'ask', 'restate', 'attention'])
  expect(attention(world)).toEqual(['silent:one'])
  expect(world.state.attention['silent:one']?.text).toContain('asked 4 times, replaced by a fresh agent once')
  turn(world, 'one', 'busy')
  report(world, 'one', 'progress', { text: 'going well' })
  turn(world, 'one', 'idle')
  pass(world, 10 * IDLE_MS)
  expect(told(world, 'attention.raised'), 'a turn and a word are no progress: one matter, raised once').toHaveLength(1)
  expect(told(world, 'attention.settled')).toEqual([])
  expect(rungs(world), 'and nothing else is tried').toHaveLength(6)
  say(world, observed(workerOf(world, 'one'), 'next'))
  expect(attention(world), 'settled by progress').toEqual([])
})

test("output does not count for an agent that reported its turn's end; for a program without turn signals any new output counts", () => {
  const exact = atRest()
  const quiet = aStory()
  begin(quiet, 'one')
  report(quiet, 'one', 'ack')
  const { incarnation } = agentOf(quiet, 'one')
  // This agent's program reports nothing, so czar has only the screen.
  quiet.state = { ...quiet.state, workers: { ...quiet.state.workers, one: inferred(quiet) } }
  for (const world of [exact, quiet]) {
    pass(world, IDLE_MS - 1)
    say(world, { kind: 'agent.novelty', worker: 'one' as WorkerId, incarnation })
    pass(world, 1)
  }
  expect(queue(exact, 'one')).toEqual(['nudge'])
  expect(queue(quiet, 'one')).toEqual([])
  pass(quiet, 3 * IDLE_MS - 1)
  act(quiet, 'look_at_children', 'one')
  pass(quiet, SECOND_LOOK_MS)
  act(quiet, 'look_at_children', 'one')
  expect(queue(quiet, 'one')).toEqual(['nudge'])
})

test.each([
  ['a commit', (world: World) => say(world, observed(workerOf(world, 'one'), 'next'))],
  ['one more finished step', (world: World) => report(world, 'one', 'progress', { done: 1, total: 3 })],
  ['a person’s word', toldByAPerson],
])('%s is progress: a later silence is a new one', (_what, happens) => {
  const world = atRest()
  pass(world, IDLE_MS)
  act(world, 'deliver', 'one')
  expect(assignmentOf(world, 'one').ladder.current).toHaveLength(1)
  happens(world)
  expect(assignmentOf(world, 'one').ladder.current).toEqual([])
})

function toldByAPerson(world: World): void {
  order(world, { verb: 'tell', worker: 'one', text: 'go on with the parser' })
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
}

test.each(['going well', 'all fine, going on'])(
  'a worker that answers every question with "%s" and does nothing is not asked more often for that',
  text => {
    const world = atRest()
    for (const [kind, patience] of [
      ['nudge', 1],
      ['restate', 2],
    ] as const) {
      pass(world, patience * IDLE_MS)
      expect(queue(world, 'one')).toEqual([kind])
      act(world, 'deliver', 'one')
      report(world, 'one', 'progress', { text })
      turn(world, 'one', 'idle')
    }
    pass(world, 3 * IDLE_MS)
    getFresh(world)
  },
)

test('no worker is asked while its own question is open, while it works, or while it waits', () => {
  const world = atRest()
  report(world, 'one', 'blocked', { text: 'which port?' })
  expect(attention(world)).toEqual(['question:one'])
  pass(world, 10 * IDLE_MS)
  expect(asked(world)).toEqual([])
  report(world, 'one', 'progress')
  expect(attention(world)).toEqual([])
  turn(world, 'one', 'busy')
  pass(world, 10 * IDLE_MS)
  expect(queue(world, 'one')).toEqual([])
  turn(world, 'one', 'waiting')
  pass(world, 10 * IDLE_MS)
  expect(queue(world, 'one')).toEqual([])
  expect(attention(world)).toEqual(['waiting:one'])
})

test('an agent in a turn without new output is asked, and replaced if it does not react', () => {
  const world = atRest()
  turn(world, 'one', 'busy')
  pass(world, STUCK_MS)
  lookTwice(world)
  expect(queue(world, 'one'), 'it waits for the end of the turn').toEqual(['nudge'])
  expect(asked(world)).toEqual([])
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  pass(world, STUCK_MS - 1)
  expect(rungs(world), 'something new came').toEqual(['ask'])
  pass(world, 1)
  lookTwice(world)
  expect(rungs(world)).toEqual(['ask', 'fresh'])
  getFresh(world)
  pass(world, ACK_MS)
  takeIn(world)
  expect(attention(world)).toEqual([])
})
