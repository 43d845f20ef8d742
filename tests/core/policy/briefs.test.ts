import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { assignPrimary } from '../../../src/core/policy/assign.ts'
import { createDesk } from '../../../src/core/policy/desk.ts'
import { keepAstray } from '../../../src/core/policy/keep-astray.ts'
import { aProject } from '../../support/a-project.ts'
import { alterAgent, alterAssignment, alterWorker } from '../../support/limited.ts'
import { act, aStory, begin, getReady, workerOf } from '../../support/story.ts'
import { observed, sha, type World } from '../../support/world.ts'

const one = 'one' as WorkerId

/** What is recorded about giving worker one a task, or telling it of one: `event: why`. */
function given(world: World): readonly string[] {
  const desk = createDesk(world.state, aProject(), world.now)
  assignPrimary(desk, workerOf(world, 'one'))
  return desk
    .plan()
    .decisions.map(decision => (decision.kind === 'record' ? `${decision.event.kind}: ${decision.reason}` : decision.action.do))
}

const exit = { at: 1, how: 'exited', status: 1, signal: null, lastScreen: '' } as const

/** Worker one's agent is ready, and nothing was given to it yet. */
function ready(): World {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  const task = world.state.tasks['one']
  if (task === undefined) throw new Error('no task')
  world.state = { ...world.state, messages: [], assignments: {}, tasks: { one: { ...task, state: 'waiting' } } }
  alterWorker(world, 'one', { assignment: null })
  return world
}

test.each<[string, (world: World) => void]>([
  ['whose agent has ended', world => alterAgent(world, 'one', { exit })],
  ['without an agent', world => alterWorker(world, 'one', { agent: null })],
  ['without a worktree', world => alterWorker(world, 'one', { worktree: null })],
  ['that was stopped', world => alterWorker(world, 'one', { stopped: 'person' })],
])('a worker %s is given nothing', (_who, lead) => {
  const world = ready()
  expect(given(world)).toEqual(['assignment.created: its agent is ready'])
  lead(world)
  expect(given(world)).toEqual([])
})

/** Its task was given to worker one, and not told to this agent. */
function untold(): World {
  const world = aStory()
  begin(world, 'one')
  alterAssignment(world, 'one', { briefed: null, state: 'assigned' })
  return world
}

test('an agent is told its task, and one that takes another’s place is told it once more', () => {
  const world = untold()
  expect(given(world)).toEqual(['message.queued: its task has not been delivered yet'])
  alterAssignment(world, 'one', { briefed: { incarnation: 0, at: 1 } })
  expect(given(world)).toEqual(['message.queued: a fresh agent has to be told the task again'])
  alterAssignment(world, 'one', { briefed: { incarnation: 1, at: 1 } })
  expect(given(world)).toEqual([])
})

test.each<[string, (world: World) => void]>([
  ['whose claim waits to be checked', world => alterAssignment(world, 'one', { state: 'claimed' })],
  ['whose claim is being checked', world => alterAssignment(world, 'one', { state: 'verifying' })],
  ['whose agent has ended', world => alterAgent(world, 'one', { exit })],
  ['without an agent', world => alterWorker(world, 'one', { agent: null })],
  ['whose assignment is not known', world => alterWorker(world, 'one', { assignment: 'x.1' as never })],
])('a worker %s is told no task', (_who, lead) => {
  const world = untold()
  lead(world)
  expect(given(world)).toEqual([])
})

/** What is to be kept of worker one, whose worktree stands there. */
function keeps(branch: string | null, lead: (world: World) => void = () => {}): readonly string[] {
  const world = aStory()
  begin(world, 'one')
  const event = observed(workerOf(world, 'one'), 'astray')
  if (event.kind !== 'git.observed') throw new Error('no look at git')
  alterWorker(world, 'one', { git: { ...event.activity, branch } })
  lead(world)
  const desk = createDesk(world.state, aProject(), world.now)
  keepAstray(desk, workerOf(world, 'one'))
  return desk
    .plan()
    .decisions.map(decision => (decision.kind === 'perform' && 'head' in decision.action ? decision.action.head : decision.reason))
}

const underWay = (action: string) => (world: World) => {
  world.state = { ...world.state, effects: { x: { id: 'x', action, worker: one, at: 1, epoch: 1, reason: '' } } as never }
}

test('what stands off the branch is kept, on another branch or on none, and never twice', () => {
  expect([keeps('main'), keeps(null), keeps('feat/one')]).toEqual([['astray'], ['astray'], []])
  expect(keeps(null, world => alterWorker(world, 'one', { kept: { head: sha('astray'), ref: null, seq: 1, at: 1 } }))).toEqual([])
  expect(keeps(null, world => alterWorker(world, 'one', { kept: { head: sha('before'), ref: null, seq: 1, at: 1 } }))).toEqual(['astray'])
  expect(keeps(null, underWay('keep_astray'))).toEqual([])
  expect(keeps(null, underWay('prepare_worktree'))).toEqual([])
  expect(keeps(null, underWay('deliver'))).toEqual(['astray'])
  expect(
    keeps(null, world => alterWorker(world, 'one', { git: null })),
    'nobody has looked',
  ).toEqual([])
  expect(
    keeps('feat/one', world => alterAssignment(world, 'one', { acknowledged: { text: 'ok', plan: [], at: 1 } })),
    'other confusion',
  ).toEqual([])
  expect(
    keeps('main', world => alterWorker(world, 'one', { assignment: null })),
    'without a task it may stand anywhere',
  ).toEqual([])
})
