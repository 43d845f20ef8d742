import { expect, test } from 'vitest'
import type { AssignmentId, TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { Project } from '../../../../src/core/model/project.ts'
import { takesSeat } from '../../../../src/core/policy/fleet/seat-limits.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aBonus, aWorker } from '../../../support/builders/a-project.ts'
import { order } from '../../../support/worlds/order.ts'
import {
  about,
  act,
  aStory,
  asked,
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
} from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

/** A fleet with one seat, in which worker one has added a child. */
function aFullFleet(over: Partial<Project> = {}): World {
  const policy = { ...aPolicy, spawn: { depth: 2, children: 3, whenParentEnds: 'stop' as const } }
  const world = aStory({ policy, concurrency: 1, ...over })
  begin(world, 'one')
  turn(world, 'one', 'busy')
  order(world, { verb: 'spawn', worker: 'one', id: 'part', task: 'A part of it' })
  return world
}

function atWork({ state }: World): readonly string[] {
  return Object.values(state.workers).flatMap(worker => (takesSeat(state, worker) ? [worker.id] : []))
}

test('a parent that ended its turn is told of its proven child only after the child has freed the seat', () => {
  const world = aFullFleet()
  expect(asked(world), 'a parent at work keeps its place').not.toContain('prepare_worktree:part')
  turn(world, 'one', 'idle')
  complete(world, 'part')
  expect(queue(world, 'one')).toEqual(['unblock'])
  expect(atWork(world)).toEqual(['part'])
  expect(asked(world)).toContain('end_agent:part')
  expect(asked(world)).not.toContain('deliver:one')
  act(world, 'end_agent', 'part')
  expect(asked(world)).toContain('deliver:one')
  expect(atWork(world), 'the parent takes its place with the text').toEqual(['one'])
})

test('a parent whose seat another worker took is told when that worker has finished', () => {
  const world = aFullFleet({ workers: [aWorker('one'), aWorker('two')] })
  turn(world, 'one', 'idle')
  begin(world, 'two')
  expect(atWork(world)).toEqual(['two'])
  report(world, 'two', 'done')
  verdict(world, 'two', 'verified')
  turn(world, 'two', 'idle')
  act(world, 'end_agent', 'two')
  complete(world, 'part')
  act(world, 'end_agent', 'part')
  expect(atWork(world)).toEqual(['one'])
})

test('a child that stays for a bonus task gives its seat to the parent that needs it', () => {
  const world = aFullFleet({ bonus: [aBonus('more', { after: ['one' as TaskId] })] })
  turn(world, 'one', 'idle')
  complete(world, 'part')
  expect(asked(world)).toContain('end_agent:part')
})

test('a worker that stays for a bonus task gives its seat to a parent whose wait is over', () => {
  const bonus = [aBonus('more', { after: ['one' as TaskId], prefers: { workers: ['two' as WorkerId], roles: [] } })]
  const world = aFullFleet({ workers: [aWorker('one'), aWorker('two')], bonus })
  order(world, { verb: 'wait', worker: 'one', tasks: [] })
  complete(world, 'two')
  act(world, 'end_agent', 'two')
  complete(world, 'part')
  expect(told(world, 'wait.ended'), 'the place is not free yet').toEqual([])
  act(world, 'end_agent', 'part')
  expect(told(world, 'wait.ended')).toHaveLength(1)
  expect(atWork(world)).toEqual(['one'])
})

test('a resting parent whose agent dies is started again when a seat is free', () => {
  const world = aFullFleet()
  turn(world, 'one', 'idle')
  begin(world, 'part')
  turn(world, 'part', 'busy')
  exit(world, 'one')
  expect(atWork(world)).toEqual(['part'])
  if (asked(world).includes('end_agent:one')) act(world, 'end_agent', 'one')
  pass(world, 60_000)
  expect(asked(world), 'it has no place').not.toContain('start_agent:one')
  report(world, 'part', 'done')
  verdict(world, 'part', 'verified')
  turn(world, 'part', 'idle')
  act(world, 'end_agent', 'part')
  expect(asked(world)).toContain('start_agent:one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  expect(atWork(world)).toEqual(['one'])
})

test('a parent that asks for a permission keeps its seat', () => {
  const world = aFullFleet()
  turn(world, 'one', 'waiting')
  expect(atWork(world)).toEqual(['one'])
  expect(asked(world)).not.toContain('prepare_worktree:part')
})

test('a parent whose child is removed gets a seat again when one is free', () => {
  const world = aFullFleet({ workers: [aWorker('one'), aWorker('two')] })
  turn(world, 'one', 'idle')
  begin(world, 'two')
  turn(world, 'two', 'busy')
  order(world, { verb: 'worker remove', worker: 'part' })
  expect(atWork(world)).toEqual(['two'])
  pass(world, 600_000)
  expect(asked(world), 'nobody asks it while another agent has its place').not.toContain('deliver:one')
})

test('a resting parent that is proven and gets a bonus task begins it when a seat is free', () => {
  const world = aFullFleet()
  turn(world, 'one', 'idle')
  begin(world, 'part')
  turn(world, 'part', 'busy')
  say(world, {
    kind: 'assignment.created',
    worker: 'one' as WorkerId,
    assignment: 'more.1' as AssignmentId,
    task: 'more' as TaskId,
    assignmentKind: 'bonus',
    branch: 'feat/more',
    fromSha: null,
    reason: 'it is free',
  })
  expect(atWork(world)).toEqual(['part'])
})

test('a parent that rests at a dialog leaves its seat to its other child', () => {
  const world = aFullFleet()
  order(world, { verb: 'spawn', worker: 'one', id: 'more', task: 'Another part of it' })
  turn(world, 'one', 'idle')
  complete(world, 'part')
  say(world, { kind: 'agent.dialog', ...about(world, 'one'), text: 'May I run rm -r build?', keys: null })
  act(world, 'end_agent', 'part')
  expect(queue(world, 'one')).toEqual(['unblock'])
  expect(asked(world)).toContain('prepare_worktree:more')
})
