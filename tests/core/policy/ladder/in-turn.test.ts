import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import {
  about,
  act,
  agentOf,
  aStory,
  assignmentOf,
  begin,
  pass,
  queue,
  report,
  say,
  told,
  turn,
  workerOf,
} from '../../../support/worlds/story.ts'
import { observed, settle, type World } from '../../../support/worlds/world.ts'
import { ACK_MS, rungs, STUCK_MS } from './steps.ts'

const MINUTE_MS = 60_000

/** A world in which worker one's program does not report whether it works. Only its output shows it. */
function unseen(): World {
  const world = aStory({
    workers: [aWorker('one', { owns: ['src/one/**'], agent: 'plain' })],
    agents: { plain: aProfile({ name: 'plain', kind: 'command' }) },
  })
  begin(world, 'one')
  return hide(world)
}

/** Makes the program not report whether its agent works. */
function hide(world: World): World {
  const agent = { ...agentOf(world, 'one'), turn: null, turnStrength: null }
  world.state = { ...world.state, workers: { ...world.state.workers, one: { ...workerOf(world, 'one'), agent } } }
  settle(world)
  return world
}

function print(world: World): void {
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
}

/** The agent thinks without a sign, and then prints a line. */
function think(world: World, minutes: number): void {
  pass(world, minutes * MINUTE_MS)
  print(world)
}

test('a program without turn signals that thinks for eight and fifteen minutes is not asked', () => {
  const world = unseen()
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  for (const minutes of [8, 15, 8, 19, 15]) think(world, minutes)
  expect(queue(world, 'one')).toEqual([])
  expect(told(world, 'ladder.climbed')).toEqual([])
})

test('a program without turn signals is asked once to restate its task, and not replaced while new output comes', () => {
  const world = unseen()
  pass(world, ACK_MS)
  expect(rungs(world)).toEqual(['restate'])
  act(world, 'deliver', 'one')
  hide(world)
  for (let time = 0; time < 6; time++) think(world, 9)
  expect(rungs(world), 'it may not have read the question yet').toEqual(['restate'])
  pass(world, STUCK_MS)
  expect(rungs(world).length).toBeGreaterThan(1)
})

test('an agent in a turn that has not read the question is not replaced because of a missing answer', () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'busy')
  pass(world, ACK_MS)
  expect(rungs(world)).toEqual(['restate'])
  pass(world, ACK_MS)
  print(world)
  pass(world, STUCK_MS - 2 * MINUTE_MS)
  expect(rungs(world)).toEqual(['restate'])
})

test("git's state from before an agent's last report does not count against the agent until git is read again", () => {
  const world = aStory({ workers: [aWorker('one', { owns: ['src/one/**'] })] })
  begin(world, 'one')
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  turn(world, 'one', 'idle')
  strays(world, ['src/two/file.ts'])
  expect(rungs(world)).toEqual(['restate'])
  act(world, 'deliver', 'one')
  const toldOff = () => told(world, 'ladder.climbed').filter(({ matter }) => matter === 'works-outside').length
  pass(world, 1_000)
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  turn(world, 'one', 'idle')
  pass(world, 25_000)
  expect(toldOff(), 'it may have taken that back just now').toBe(1)
  strays(world, [])
  pass(world, 10 * MINUTE_MS)
  expect(toldOff()).toBe(1)
})

function strays(world: World, files: readonly string[]): void {
  const event = observed(workerOf(world, 'one'), `work-${files.length}`)
  if (event.kind !== 'git.observed') throw new Error('no worktree')
  const from = assignmentOf(world, 'one').fromSha
  if (from === null) throw new Error('no start')
  const own = { from, subjects: [], files }
  say(world, { ...event, worker: 'one' as WorkerId, activity: { ...event.activity, own } })
}
