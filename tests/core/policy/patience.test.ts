import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { aWorker } from '../../support/a-project.ts'
import {
  about,
  act,
  agentOf,
  aStory,
  asked,
  assignmentOf,
  attention,
  begin,
  messages,
  pass,
  queue,
  report,
  say,
  turn,
  workerOf,
} from '../../support/story.ts'
import { observed, type World } from '../../support/world.ts'

const ACK_MS = 180_000
const IDLE_MS = 30_000
const owner = { workers: [aWorker('one', { owns: ['src/one/**'] })] }
const outside = { plan: ['src/two/file.ts'] }

function problem(world: World): string | undefined {
  return messages(world, 'one')[0]?.facts['problem']
}

/** The agent takes what waits for it and goes on working. */
function takeIn(world: World): void {
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
}

test('a worker that does not restate its task in time is asked to, and after the bound a person is', () => {
  const world = aStory()
  begin(world, 'one')
  for (let time = 1; time <= 2; time++) {
    pass(world, ACK_MS - 1)
    expect(queue(world, 'one')).toEqual([])
    pass(world, 1)
    expect(queue(world, 'one')).toEqual(['restate'])
    takeIn(world)
  }
  expect(attention(world)).toEqual([])
  pass(world, ACK_MS)
  expect(queue(world, 'one')).toEqual([])
  expect(attention(world)).toEqual(['silent:one'])
  report(world, 'one', 'ack')
  expect(attention(world), 'settled by news').toEqual([])
})

test.each([
  ['plans outside its territory', outside, 'src/two/file.ts'],
  ['says next to nothing', { text: 'ok' }, 'own words'],
])('a worker that %s is asked again at once', (_how, over, words) => {
  const world = aStory(owner)
  begin(world, 'one')
  pass(world, 1_000)
  report(world, 'one', 'ack', over)
  expect(problem(world)).toContain(words)
})

test('a plan within the territory is good, also with a leading ./', () => {
  const world = aStory(owner)
  begin(world, 'one')
  pass(world, 1_000)
  report(world, 'one', 'ack', { plan: ['./src/one/.hidden', 'src/one/deep/file.ts'] })
  expect(queue(world, 'one')).toEqual([])
})

test('a restatement that comes before the proof of delivery is judged too', () => {
  const world = aStory(owner)
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  say(world, { kind: 'agent.ready', ...about(world, 'one'), evidence: 'hook', strength: 'exact' })
  pass(world, 500)
  report(world, 'one', 'ack', outside)
  pass(world, 500)
  act(world, 'deliver', 'one')
  expect(problem(world)).toContain('src/two/file.ts')
})

test('a worker that keeps planning something else is a person’s matter after the bound, until it restates well', () => {
  const world = aStory(owner)
  begin(world, 'one')
  for (let time = 1; time <= 3; time++) {
    pass(world, 1_000)
    report(world, 'one', 'ack', outside)
    if (time <= 2) takeIn(world)
  }
  expect(queue(world, 'one')).toEqual([])
  expect(attention(world)).toEqual(['confused:one'])
  pass(world, 1_000)
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  expect(attention(world)).toEqual([])
})

function acknowledged(): World {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  return world
}

test('a worker whose turn ended with nothing claimed is asked, ever more patiently, and after the bound a person is', () => {
  const world = acknowledged()
  pass(world, IDLE_MS - 1)
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1)
  expect(queue(world, 'one')).toEqual(['nudge'])
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  pass(world, 2 * IDLE_MS - 1)
  expect(queue(world, 'one')).toEqual([])
  pass(world, 1)
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  pass(world, IDLE_MS)
  expect(queue(world, 'one')).toEqual([])
  expect(attention(world)).toEqual(['silent:one'])
  turn(world, 'one', 'busy')
  expect(attention(world), 'settled by news').toEqual([])
  turn(world, 'one', 'idle')
  pass(world, IDLE_MS)
  expect(attention(world), 'raised again').toEqual(['silent:one'])
})

test('output does not excuse an agent that said its turn ended; of one that never says so, anything new counts', () => {
  const exact = acknowledged()
  const quiet = aStory()
  begin(quiet, 'one')
  report(quiet, 'one', 'ack')
  const { incarnation } = agentOf(quiet, 'one')
  // An agent without exact signals: what its screen shows is all there is.
  quiet.state = { ...quiet.state, workers: { ...quiet.state.workers, one: inferred(quiet) } }
  for (const world of [exact, quiet]) {
    pass(world, IDLE_MS - 1)
    say(world, { kind: 'agent.novelty', worker: 'one' as WorkerId, incarnation })
    pass(world, 1)
  }
  expect(queue(exact, 'one')).toEqual(['nudge'])
  expect(queue(quiet, 'one')).toEqual([])
  pass(quiet, IDLE_MS - 1)
  expect(queue(quiet, 'one')).toEqual(['nudge'])
})

function inferred(world: World) {
  return { ...workerOf(world, 'one'), agent: { ...agentOf(world, 'one'), turn: 'idle' as const, turnStrength: 'inferred' as const } }
}

test('a commit is news: what follows is a new silence', () => {
  const world = acknowledged()
  pass(world, IDLE_MS)
  act(world, 'deliver', 'one')
  expect(assignmentOf(world, 'one').asked.silence).toBe(1)
  say(world, observed(workerOf(world, 'one'), 'next'))
  expect(assignmentOf(world, 'one').asked.silence).toBe(0)
})

test('nobody is asked while a question of theirs is open, while they work, or while they wait', () => {
  const world = acknowledged()
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

test('a turn in which nothing new comes is a person’s matter, and nobody is killed for it', () => {
  const world = acknowledged()
  turn(world, 'one', 'busy')
  pass(world, 1_200_000)
  expect(attention(world)).toContain('stuck:one')
  expect(asked(world)).toEqual(['look_at_children:one'])
  say(world, { kind: 'agent.novelty', ...about(world, 'one') })
  expect(attention(world)).not.toContain('stuck:one')
})
