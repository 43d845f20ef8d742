import { expect } from 'vitest'
import { aWorker } from '../../../support/builders/a-project.ts'
import { act, agentOf, getReady, messages, pass, queue, say, told, turn, workerOf } from '../../../support/worlds/story.ts'
import { observed, type World } from '../../../support/worlds/world.ts'

export const ACK_MS = 180_000
export const IDLE_MS = 30_000
export const STUCK_MS = 1_200_000
export const SECOND_LOOK_MS = 90_000
export const owner = { workers: [aWorker('one', { owns: ['src/one/**'] })] }
export const outside = { plan: ['src/two/file.ts'] }

export function problem(world: World): string | undefined {
  return messages(world, 'one')[0]?.facts['problem']
}

/** The agent takes the waiting text and goes on working. */
export function takeIn(world: World): void {
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
}

/** The czar replaces the agent by a fresh one, and tells the fresh agent the task. */
export function getFresh(world: World): void {
  expect(rungs(world).at(-1)).toBe('fresh')
  const { incarnation } = agentOf(world, 'one')
  act(world, 'end_agent', 'one')
  const start = world.deeds.find(({ action }) => action.do === 'start_agent')
  expect(start?.action).toMatchObject({ worker: 'one', incarnation: incarnation + 1, resume: null })
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  act(world, 'deliver', 'one')
}

export function rungs(world: World): readonly string[] {
  return told(world, 'ladder.climbed').map(({ rung }) => rung)
}

export function askTwiceToRestate(world: World): void {
  for (let time = 1; time <= 2; time++) {
    pass(world, ACK_MS - 1)
    expect(queue(world, 'one')).toEqual([])
    pass(world, 1)
    expect(queue(world, 'one')).toEqual(['restate'])
    takeIn(world)
  }
  pass(world, ACK_MS - 1)
  expect(queue(world, 'one')).toEqual([])
}

/** The worker is asked, told again, and stays silent. After each text czar waits longer. */
export function askInVain(world: World): void {
  for (const [kind, patience] of [
    ['nudge', 1],
    ['restate', 2],
  ] as const) {
    pass(world, patience * IDLE_MS - 1)
    expect(queue(world, 'one')).toEqual([])
    pass(world, 1)
    expect(queue(world, 'one')).toEqual([kind])
    act(world, 'deliver', 'one')
    turn(world, 'one', 'idle')
  }
  pass(world, 3 * IDLE_MS - 1)
}

export function inferred(world: World) {
  return { ...workerOf(world, 'one'), agent: { ...agentOf(world, 'one'), turn: 'idle' as const, turnStrength: 'inferred' as const } }
}

export function lookTwice(world: World): void {
  act(world, 'look_at_children', 'one')
  pass(world, SECOND_LOOK_MS)
  act(world, 'look_at_children', 'one')
}

/** Several readings of git show the same two states in turn, so the worker makes no progress. */
export function swing(world: World): void {
  for (const tree of ['a', 'b', 'a', 'b']) {
    const event = observed(workerOf(world, 'one'), 'start')
    if (event.kind === 'git.observed') say(world, { ...event, activity: { ...event.activity, tree, dirty: 1 } })
  }
}
