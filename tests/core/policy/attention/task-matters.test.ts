import { expect, test } from 'vitest'
import type { CommitSha, TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import type { WorkerConfig } from '../../../../src/core/model/project.ts'
import { taskMatters } from '../../../../src/core/policy/attention/task-matters.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../../src/core/state/types/task-state.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aBonus, aProject, aWorker } from '../../../support/builders/a-project.ts'
import { aState, dropped, failed, verified } from '../../../support/builders/a-state.ts'
import { order } from '../../../support/worlds/order.ts'
import { aStory, attention, begin, complete, pass, report, say, told, turn, verdict } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

const id = (name: string) => name as TaskId & WorkerId

function open(world: World) {
  return Object.values(world.state.attention)
    .filter(item => item.settledAt === null)
    .map(({ text, hint }) => ({ text, hint }))
}

test('a failed task is one attention item that names the tasks it blocks and the next command', () => {
  const workers = [aWorker('one'), aWorker('two', { dependsOn: [id('one')] }), aWorker('three')]
  const bonus = [aBonus('bench', { after: [id('two')] }), aBonus('chart', { after: [id('bench'), id('one')] })]
  const world = aStory({ workers, bonus })
  begin(world, 'one')
  begin(world, 'three')
  say(world, { kind: 'assignment.failed', worker: id('one'), assignment: 'one.1' as never, reason: 'no luck' })
  expect(open(world)).toEqual([{ text: 'task one failed: no luck; without it two, chart, bench cannot start', hint: 'czar restart one' }])
  pass(world, 3_600_000)
  expect(told(world, 'attention.raised').filter(({ key }) => key.startsWith('failed:') || key.startsWith('stranded:'))).toHaveLength(1)
  order(world, { verb: 'restart', worker: 'one' })
  expect(attention(world).filter(key => key.startsWith('failed:'))).toEqual([])
})

test('a failed part is an item until the task of its parent is proven without it', () => {
  const world = aStory({
    workers: [aWorker('one')],
    policy: { ...aPolicy, spawn: { depth: 1, children: 1, whenParentEnds: 'stop' } },
    concurrency: 2,
  })
  begin(world, 'one')
  order(world, { verb: 'spawn', worker: 'one', id: 'part', task: 'A part' })
  begin(world, 'part')
  say(world, { kind: 'assignment.failed', worker: id('part'), assignment: 'part.1' as never, reason: 'no luck' })
  expect(attention(world)).toEqual(['failed:part'])
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(attention(world)).toEqual([])
})

test('a task that waits for the dropped task of an added worker is told how to add that worker again, or to be removed', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], concurrency: 5 })
  begin(world, 'one')
  order(world, { verb: 'worker add', id: 'first', task: 'First' })
  order(world, { verb: 'worker add', id: 'second', task: 'Second', depends_on: ['first'] })
  say(world, { kind: 'worker.removed', worker: id('first'), reason: 'its parent was stopped' })
  const hint = 'czar worker add first --task FILE   # or: czar worker remove second'
  expect(open(world)).toEqual([{ text: 'second cannot start: first was dropped', hint }])
  expect(order(world, { verb: 'worker add', id: 'first', task: 'Once more' })).toMatchObject({ ok: true })
  expect(open(world)).toEqual([])
  say(world, { kind: 'worker.removed', worker: id('first'), reason: 'its parent was stopped' })
  expect(order(world, { verb: 'worker remove', worker: 'second' })).toMatchObject({ ok: true })
  expect(open(world)).toEqual([])
})

test("a bonus task that waits for a dropped one is named in the dropped task's item", () => {
  const world = aStory({ bonus: [aBonus('first'), aBonus('second', { after: [id('first')] }), aBonus('third', { after: [id('second')] })] })
  begin(world, 'one')
  order(world, { verb: 'queue drop', task: 'first' })
  expect(open(world)).toEqual([
    { text: 'second, third cannot start: first was dropped', hint: 'czar queue add FILE --id first   # or: czar queue drop second' },
  ])
  order(world, { verb: 'queue add', id: 'first', task: 'once more' })
  expect(open(world)).toEqual([])
})

test("bonus tasks without any worker left are one attention item, and a person's command settles it", () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('first', { priority: 1 }), aBonus('second')] })
  begin(world, 'two')
  complete(world, 'one')
  for (const task of ['first', 'second']) {
    report(world, 'one', 'refuse', { text: `not ${task}` })
    turn(world, 'one', 'idle')
  }
  expect(attention(world), 'two may still take them').toEqual([])
  say(world, { kind: 'person.stop', worker: id('two') })
  expect(open(world)).toEqual([
    {
      text: 'no worker is left that may take first, second: all others tried or refused, failed at their own task, or were stopped',
      hint: 'czar assign WORKER first   # asks one again; or let it go: czar queue drop first',
    },
  ])
  order(world, { verb: 'assign', worker: 'one', task: 'first' })
  order(world, { verb: 'queue drop', task: 'second' })
  expect(attention(world)).toEqual([])
})

test('the item of a failed bonus task names both ways out', () => {
  const world = aStory({ bonus: [aBonus('first')] })
  complete(world, 'one')
  say(world, { kind: 'assignment.failed', worker: id('one'), assignment: 'first.1' as never, reason: 'too hard' })
  expect(open(world)).toEqual([
    { text: 'task first failed: too hard', hint: 'czar assign one first   # tries it again; or let it go: czar queue drop first' },
  ])
})

test('many blocked tasks are counted, not listed', () => {
  const bonus = Array.from({ length: 12 }, (_, index) => aBonus(`b${index}`, { after: [id('one')] }))
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus })
  say(world, { kind: 'task.failed', task: id('one'), reason: 'no worktree' })
  expect(open(world)[0]?.text).toBe('task one failed: no worktree; without it b0, b1, b2, b3, b4, b5, b6, b7 and 4 more cannot start')
})

const saidOf = (state: State) => taskMatters(state).map(({ key, text, hint }) => [key, text, hint])

test('the cause of blocked tasks has a next command: for a worker, its task in hand, the project file, or the queue', () => {
  expect(saidOf(aState({ a: { stopped: 'person' }, b: { after: ['a'] } }))).toEqual([
    ['stranded:a', 'b cannot start: a was stopped', 'czar restart a'],
  ])
  const held = { isBonus: true, task: { state: 'assigned', worker: 'a' as WorkerId } } as const
  expect(saidOf(aState({ a: { ...verified, stopped: 'person' }, more: held, b: { after: ['more'] } }))).toEqual([
    ['stranded:more', 'b cannot start: a, which has more, was stopped', 'czar restart a'],
  ])
  expect(saidOf(aState({ b: { after: ['nobody'] } }))).toEqual([
    ['stranded:nobody', 'b cannot start: nobody does not exist', 'czar queue add FILE --id nobody'],
  ])
  expect(saidOf(aState({ a: dropped, b: { after: ['a'] }, more: { isBonus: true, after: ['a'] } }))).toEqual([
    [
      'stranded:a',
      'b, more cannot start: a was dropped',
      'put it back into /project.yaml, then: czar stop && czar launch /project.yaml   # or: czar queue drop more',
    ],
  ])
})

test('a task that failed without a report, or without a worker, is reported with what is known', () => {
  expect(saidOf(aState({ a: failed }))).toEqual([['failed:a', 'task a failed: unknown', 'czar restart a']])
  expect(saidOf(aState({ a: verified, more: { isBonus: true, ...failed } }))).toEqual([
    ['failed:more', 'task more failed: unknown', 'czar assign WORKER more   # tries it again; or let it go: czar queue drop more'],
  ])
})

test("bonus tasks that no worker may take are reported, except because of the budget or a worker's own lent task", () => {
  const spent = { what: 'usd', spent: 9, limit: 10 } as never
  const left = { a: { ...verified, stopped: 'person' }, b: { ...verified, stopped: 'person' }, more: { isBonus: true } } as const
  const keys = (state: State) => taskMatters(state).map(({ key }) => key)
  expect(keys(aState(left))).toEqual(['unclaimed'])
  expect(keys(aState(left, { budgetLow: spent }))).toEqual([])
  expect(keys(aState({ ...left, a: { ...verified, stopped: 'over' } })), 'one of two').toEqual(['unclaimed'])
  expect(keys(aState({ ...left, a: { ...verified, stopped: 'over' }, b: { ...verified, stopped: 'over' } })), 'both').toEqual([])
  const lent = {
    task: { state: 'waiting', earlier: [{ worker: 'a' as WorkerId, how: 'stalled', left: null }] },
    stopped: 'person',
  } as const
  expect(keys(aState({ a: lent }))).toEqual([])
})

test('proven work that stays off the train because it began on unproven work is an item, until base has it or its worker leaves', () => {
  const commit = 'c0ffee'.padEnd(40, '0') as CommitSha
  const proven = { task: { state: 'verified', verified: { commit, at: 0 } as TaskState['verified'] } } as const
  const handedOver = aWorker('a', { addedBy: { who: 'person', from: 'a'.repeat(40) as CommitSha } })
  const fleet = (mode: 'omnibus' | 'branches', ...workers: readonly WorkerConfig[]): Partial<State> => ({
    project: aProject({ workers, policy: { ...aPolicy, merge: { ...aPolicy.merge, mode } as NonNullable<Policy['merge']> } }),
  })
  const other = aWorker('b', { addedBy: { who: 'person' } })
  expect(saidOf(aState({ a: proven, b: proven }, fleet('omnibus', handedOver, other)))).toEqual([
    [
      'unmerged:a',
      'a is proven at c0ffee00, but it began on unproven work of a worker that is over, so czar does not merge it',
      'git -C /repository merge c0ffee000000   # on main; or let it go: czar worker remove a',
    ],
  ])
  expect(saidOf(aState({ a: proven }, fleet('branches', handedOver)))).toEqual([])
  expect(saidOf(aState({ a: proven }, fleet('omnibus', other)))).toEqual([])
  expect(saidOf(aState({ a: dropped }, fleet('omnibus', handedOver)))).toEqual([])
  const landed = { by: { task: null, commit } }
  expect(
    saidOf(aState({ a: { task: { ...proven.task, verified: { ...landed, commit, at: 0 } as never } } }, fleet('omnibus', handedOver))),
  ).toEqual([])
})
