import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../src/core/model/ids.ts'
import { aBonus, aWorker } from '../../support/a-project.ts'
import {
  act,
  aStory,
  asked,
  attention,
  begin,
  breakDownForGood,
  complete,
  exit,
  pass,
  report,
  say,
  verdict,
  workerOf,
} from '../../support/story.ts'

const three = [aWorker('one'), aWorker('two'), aWorker('three')]

test('workers start in waves, in the order of the file', () => {
  const world = aStory({ workers: three, concurrency: 2 })
  expect(asked(world)).toEqual(['prepare_worktree:one', 'prepare_worktree:two'])
  complete(world, 'one')
  expect(asked(world)).toContain('end_agent:one')
  expect(asked(world), 'one that is leaving still has its seat').not.toContain('prepare_worktree:three')
  act(world, 'end_agent', 'one')
  expect(asked(world)).toContain('prepare_worktree:three')
})

test('a crashed agent keeps its seat while it waits to be started again', () => {
  const world = aStory({ workers: three, concurrency: 1 })
  begin(world, 'one')
  exit(world, 'one')
  expect(asked(world)).toEqual([])
})

test('a finished agent stays for a bonus task that may come, if nobody needs its seat', () => {
  const bonus = [aBonus('more', { after: ['two' as TaskId] })]
  const world = aStory({ workers: three.slice(0, 2), concurrency: 2, bonus })
  complete(world, 'one')
  expect(asked(world)).not.toContain('end_agent:one')
  const crowded = aStory({ workers: three, concurrency: 2, bonus })
  complete(crowded, 'one')
  expect(asked(crowded)).toContain('end_agent:one')
})

test('a worker whose agent has ended is brought back for a bonus task that nobody alive can take', () => {
  const world = aStory({ workers: three.slice(0, 2), concurrency: 1, bonus: [aBonus('more', { after: ['two' as TaskId] })] })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  begin(world, 'two')
  report(world, 'two', 'done')
  exit(world, 'two')
  act(world, 'end_agent', 'two')
  verdict(world, 'two', 'verified')
  expect(asked(world)).toEqual(['start_agent:one'])
})

test('who can not be started is not waited for: another takes the bonus task', () => {
  const world = aStory({ workers: three.slice(0, 2), concurrency: 1, bonus: [aBonus('more', { after: ['two' as TaskId] })] })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  begin(world, 'two')
  report(world, 'two', 'done')
  exit(world, 'two')
  act(world, 'end_agent', 'two')
  verdict(world, 'two', 'verified')
  breakDownForGood(world, 'start_agent', 'one')
  expect(asked(world)).toEqual(['start_agent:two'])
})

test('the project ends when nobody who could take a bonus task can be started', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  begin(world, 'one')
  report(world, 'one', 'done')
  exit(world, 'one')
  act(world, 'end_agent', 'one')
  verdict(world, 'one', 'verified')
  pass(world, 10_000)
  breakDownForGood(world, 'start_agent', 'one')
  expect(attention(world)).toContain('effect:start_agent:one:2')
  expect(world.state.czar.phase).toBe('finished')
})

test('everybody leaves when the fleet is stopped, also who was kept for a bonus task', () => {
  const world = aStory({ workers: three.slice(0, 2), bonus: [aBonus('more', { after: ['two' as TaskId] })] })
  complete(world, 'one')
  begin(world, 'two')
  say(world, { kind: 'person.stop', worker: null })
  expect([...asked(world)].sort()).toEqual(['end_agent:one', 'end_agent:two'])
})

test('an agent that can not be ended is tried again for as long as it takes, and a person hears of it', () => {
  const world = aStory()
  begin(world, 'one')
  say(world, { kind: 'person.stop', worker: 'one' as WorkerId })
  breakDownForGood(world, 'end_agent', 'one')
  expect(attention(world)).toEqual(['effect:end_agent:one:1'])
  pass(world, 60_000)
  act(world, 'end_agent', 'one')
  expect(attention(world)).toEqual([])
  expect(workerOf(world, 'one').agent).toBeNull()
})
