import { expect, test } from 'vitest'
import type { Project } from '../../../src/core/model/project.ts'
import { aBonus, aProject, aTaskText, aWorker } from '../../support/builders/a-project.ts'
import { act, aStory, asked, begin, complete, messages, queue, report, say, turn, workerOf } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

function edit(world: World, over: Partial<Project>): void {
  say(world, { kind: 'project.loaded', project: aProject(over) })
}

test('after a reload a new worker starts, a changed text replaces the old one, and verdicts stay', () => {
  const world = aStory({ concurrency: 2 })
  complete(world, 'one')
  edit(world, { concurrency: 2, workers: [aWorker('one', { task: aTaskText('do more') }), aWorker('two')] })
  expect(asked(world)).toContain('prepare_worktree:two')
  expect(world.state.tasks['one']).toMatchObject({ state: 'verified', text: { text: 'do more' } })
})

test('a worker that is removed from the file is ended and its task dropped, and its worktree is still known', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  begin(world, 'two')
  edit(world, { workers: [aWorker('two')] })
  expect(asked(world)).toEqual(['end_agent:one'])
  expect(world.state.tasks['one']?.state).toBe('dropped')
  expect(workerOf(world, 'one')).toMatchObject({ assignment: null, worktree: { path: '/worktrees/one' } })
})

test('a worker that is removed before its begin never begins, and takes no bonus task if its own had ended', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], concurrency: 1, bonus: [aBonus('more', { after: ['two' as never] })] })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  edit(world, { concurrency: 3, workers: [aWorker('three')], bonus: [aBonus('more')] })
  expect(world.state.tasks['two']?.state).toBe('dropped')
  act(world, 'prepare_worktree', 'two')
  expect(asked(world)).toEqual(['prepare_worktree:three'])
})

test('a task that returns to the file can be done again', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], concurrency: 1 })
  edit(world, { workers: [aWorker('one')], concurrency: 1 })
  edit(world, { workers: [aWorker('one'), aWorker('two')], concurrency: 2 })
  expect(world.state.tasks['two']?.state).toBe('waiting')
  expect(asked(world)).toContain('prepare_worktree:two')
})

test('a changed text goes to the living agent that got the old one, and its claim becomes void', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'done')
  turn(world, 'one', 'idle')
  edit(world, { workers: [aWorker('one', { task: aTaskText('do more') })] })
  expect(world.state.assignments['one.1']).toMatchObject({ state: 'assigned', acknowledged: null })
  expect(queue(world, 'one')).toEqual(['brief'])
  expect(messages(world, 'one')[0]?.facts, 'no agent before it is gone').toEqual({ again: 'rewritten' })
  edit(world, { workers: [aWorker('one', { task: aTaskText('do more'), setup: ['true'] })] })
  expect(queue(world, 'one')).toEqual(['brief'])
})

test('a proven task that a person starts anew is assigned on top of its proven commit', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  complete(world, 'one')
  const proven = world.state.tasks['one']?.verified?.commit
  edit(world, { workers: [aWorker('one', { task: aTaskText('do more') }), aWorker('two')] })
  say(world, { kind: 'task.renewed', task: 'one' as never })
  expect(world.state.tasks['one']).toMatchObject({ state: 'assigned', verified: null, from: proven })
  expect(world.state.assignments['one.2']).toMatchObject({ task: 'one', fromSha: proven })
  say(world, { kind: 'task.renewed', task: 'one' as never })
  expect(world.state.tasks['one'], 'one that is under way goes on').toMatchObject({ state: 'assigned', assignment: 'one.2' })
})
