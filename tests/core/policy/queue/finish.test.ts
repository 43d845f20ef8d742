import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { createPolicyContext } from '../../../../src/core/policy/engine/policy-context.ts'
import { finishProject } from '../../../../src/core/policy/queue/finish.ts'
import { emptyState } from '../../../../src/core/state/empty.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aState, assigned, dropped, failed, verified } from '../../../support/builders/a-state.ts'
import { act, aStory, asked, attention, begin, complete, exit, pass, say, told } from '../../../support/worlds/story.ts'
import { restartCzar, sha, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

function fail(world: World, id: string): void {
  begin(world, id)
  say(world, { kind: 'assignment.failed', worker: id as WorkerId, assignment: `${id}.1` as never, reason: 'no luck' })
  act(world, 'end_agent', id)
}

function stop(world: World, id: string): void {
  say(world, { kind: 'person.stop', worker: id as WorkerId })
  act(world, 'end_agent', id)
}

function finished(world: World) {
  return told(world, 'project.finished').map(({ verified, failed }) => ({ verified, failed }))
}

test('the project ends when all work is verified and the last agent has ended', () => {
  const world = aStory()
  complete(world, 'one')
  expect(finished(world)).toEqual([])
  act(world, 'end_agent', 'one')
  expect(finished(world)).toEqual([{ verified: 1, failed: 0 }])
  expect(asked(world)).toEqual([])
})

test('tasks that depend on a failed one can never start: a person is told, and the project ends', () => {
  const world = aStory({
    workers: [aWorker('one'), aWorker('two', { dependsOn: [one] }), aWorker('three', { dependsOn: ['two' as WorkerId] })],
  })
  fail(world, 'one')
  expect(attention(world)).toEqual(['failed:one'])
  expect(Object.values(world.state.attention)[0]).toMatchObject({
    text: 'task one failed: no luck; without it two, three cannot start',
    hint: 'czar restart one',
  })
  expect(finished(world)).toEqual([{ verified: 0, failed: 3 }])
})

test('a worker that a person stopped does not keep the project from its end', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  complete(world, 'two')
  act(world, 'end_agent', 'two')
  stop(world, 'one')
  expect(finished(world)).toEqual([{ verified: 1, failed: 1 }])
})

test('a task that depends on a stopped worker waits for a person while others work, and does not keep the project from its end', () => {
  const workers = [aWorker('one'), aWorker('two', { dependsOn: [one] }), aWorker('three')]
  const world = aStory({ workers, bonus: [aBonus('more', { after: ['two' as TaskId] })] })
  begin(world, 'one')
  begin(world, 'three')
  stop(world, 'one')
  expect(attention(world)).toEqual(['stranded:one'])
  expect(world.state.attention['stranded:one']).toMatchObject({
    text: 'two, more cannot start: one was stopped',
    hint: 'czar restart one',
  })
  world.deeds.length = 0
  say(world, {
    kind: 'report.received',
    worker: 'three' as WorkerId,
    report: { seq: 1, at: 0, kind: 'done', assignment: null, text: '', plan: [], done: null, total: null },
  })
  const verify = world.deeds.find(({ action }) => action.do === 'verify')
  expect(verify).toBeDefined()
  act(world, 'verify', 'three')
  expect(asked(world), 'it is not kept for a task that cannot come').toEqual(['end_agent:three'])
  act(world, 'end_agent', 'three')
  expect(finished(world)).toEqual([{ verified: 1, failed: 3 }])
})

test('a person who restarts the stopped worker frees the tasks that depend on it', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: [one] }), aWorker('three')] })
  begin(world, 'one')
  stop(world, 'one')
  expect(attention(world)).toEqual(['stranded:one'])
  say(world, { kind: 'person.restart', worker: one })
  expect(attention(world)).toEqual([])
  expect(asked(world)).toContain('start_agent:one')
})

test('a bonus task that every able worker failed is left over', () => {
  const world = aStory({ bonus: [aBonus('more'), aBonus('rest', { after: ['more' as TaskId] })] })
  complete(world, 'one')
  say(world, { kind: 'assignment.failed', worker: one, assignment: 'more.1' as never, reason: 'too hard' })
  act(world, 'deliver', 'one')
  act(world, 'end_agent', 'one')
  expect(finished(world)).toEqual([{ verified: 1, failed: 2 }])
})

test('a bonus task is left over if the only worker was stopped', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  begin(world, 'one')
  stop(world, 'one')
  expect(finished(world)).toEqual([{ verified: 0, failed: 2 }])
})

test('a bonus task of a stopped worker does not keep the project from its end', () => {
  const world = aStory({ bonus: [aBonus('more')] })
  complete(world, 'one')
  act(world, 'deliver', 'one')
  stop(world, 'one')
  expect(finished(world)).toEqual([{ verified: 1, failed: 1 }])
})

test("after the project's end a new czar tries failed and stopped tasks once more, and leaves verified ones", () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two'), aWorker('three')] })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  fail(world, 'two')
  begin(world, 'three')
  stop(world, 'three')
  expect(world.state.czar.phase).toBe('finished')
  restartCzar(world)
  expect(asked(world)).toEqual(['start_agent:two', 'start_agent:three'])
  expect(attention(world)).toEqual([])
})

test('after a kill a new czar still knows how often agents ended and what failed', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  fail(world, 'one')
  begin(world, 'two')
  exit(world, 'two')
  restartCzar(world)
  expect(asked(world), 'it still has to wait').toEqual([])
  pass(world, 10_000)
  expect(asked(world)).toEqual(['start_agent:two'])
  expect(world.state.tasks['one']?.state).toBe('failed')
})

/** How the project ends: the numbers of proven and failed tasks, and the reason. Null means that the project goes on. */
function end(state: State, now = 10 ** 12) {
  const context = createPolicyContext(state, state.project ?? aProject(), now)
  finishProject(context)
  const [decision] = context.plan().decisions
  if (decision?.kind !== 'record' || decision.event.kind !== 'project.finished') return null
  return [decision.event.verified, decision.event.failed, decision.reason]
}

test('the project ends when every task is settled, and dropped tasks are not counted', () => {
  expect(end(aState({ a: verified, b: failed, c: dropped }))).toEqual([1, 1, '1 of 2 tasks are verified, and nothing more can be done'])
  expect(end(aState({ a: verified, b: assigned }))).toBeNull()
  expect(end(aState({ a: verified, b: {} }))).toBeNull()
  expect(end(aState({ a: verified, b: { stopped: 'person' } }))).toEqual([1, 1, expect.any(String)])
})

test.each(['stopping', 'finished', 'new'] as const)('the project ends once, and not while the czar is %s', phase => {
  expect(end(aState({ a: verified }, { czar: { ...emptyState.czar, phase } }))).toBeNull()
})

test("an action under way delays the project's end, but the sending of an alert does not", () => {
  const effect = (action: string) => ({ effects: { x: { id: 'x', action, worker: null, at: 1, epoch: 1, reason: '' } } as never })
  expect(end(aState({ a: verified }, effect('verify')))).toBeNull()
  expect(end(aState({ a: verified }, effect('alert')))).not.toBeNull()
})

test("a void proof delays the project's end while the czar makes it anew", () => {
  const stale = { state: 'stale', worker: 'a', assignment: 'a.1', recheck: { because: 'base', reason: 'x', at: 1, errors: 0 } } as never
  expect(end(aState({ a: { task: stale } }))).toBeNull()
  expect(end(aState({ a: { task: { ...(stale as object), rechecks: 5 } } }))).toEqual([0, 1, expect.any(String)])
})

test('with little budget left neither unstarted own tasks nor bonus tasks without a possible worker are waited for', () => {
  const spent = { what: 'usd', spent: 9, limit: 10 } as never
  expect(end(aState({ a: {} }, { budgetLow: spent }))).toEqual([0, 1, expect.any(String)])
  expect(end(aState({ a: assigned }, { budgetLow: spent })), 'what was begun is').toBeNull()
  expect(end(aState({ a: verified, more: { isBonus: true } }, { budgetLow: spent }))).toEqual([1, 1, expect.any(String)])
  expect(end(aState({ a: verified, more: { isBonus: true } }))).toBeNull()
  expect(
    end(aState({ a: verified, more: { isBonus: true, task: { state: 'assigned', worker: 'a' as WorkerId } } }, { budgetLow: spent })),
  ).toBeNull()
})

test('the project waits for the first reading of the branches, because work cannot be merged before it', () => {
  const merge = { mode: 'omnibus', test: [], contentLoss: 0.1 } as const
  const world = aStory({ policy: { ...aPolicy, merge } })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  expect(finished(world)).toEqual([])
  const standing = { [sha('work-one')]: 'current' as const }
  say(world, { kind: 'git.refs', base: sha('base'), branches: { 'feat/one': sha('work-one') }, standing, kept: [] })
  expect(asked(world)).toContain('begin_train:null')
  const unread = aStory({ policy: { ...aPolicy, merge } })
  complete(unread, 'one')
  act(unread, 'end_agent', 'one')
  pass(unread, 31_000)
  expect(finished(unread), 'git does not answer').toHaveLength(1)
})
