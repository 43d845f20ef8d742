import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../src/core/model/ids.ts'
import { aBonus, aWorker } from '../../support/a-project.ts'
import { order } from '../../support/order.ts'
import { aStory, attention, begin, complete, pass, report, say, told, turn } from '../../support/story.ts'
import type { World } from '../../support/world.ts'

const id = (name: string) => name as TaskId & WorkerId

function open(world: World) {
  return Object.values(world.state.attention)
    .filter(item => item.settledAt === null)
    .map(({ text, hint }) => ({ text, hint }))
}

test('a failed task is said once, with the workers and bonus tasks that it strands, and how to go on', () => {
  const workers = [aWorker('one'), aWorker('two', { dependsOn: [id('one')] }), aWorker('three')]
  const bonus = [aBonus('bench', { after: [id('two')] }), aBonus('chart', { after: [id('bench'), id('one')] })]
  const world = aStory({ workers, bonus })
  begin(world, 'one')
  begin(world, 'three')
  say(world, { kind: 'assignment.failed', worker: id('one'), assignment: 'one.1' as never, reason: 'no luck' })
  expect(open(world)).toEqual([{ text: 'task one failed: no luck; without it two, chart, bench can not start', hint: 'czar restart one' }])
  pass(world, 3_600_000)
  expect(told(world, 'attention.raised').filter(({ key }) => key.startsWith('failed:') || key.startsWith('stranded:'))).toHaveLength(1)
  order(world, { verb: 'restart', worker: 'one' })
  expect(attention(world).filter(key => key.startsWith('failed:'))).toEqual([])
})

test('a bonus task that waits for one that was dropped is said under what was dropped', () => {
  const world = aStory({ bonus: [aBonus('first'), aBonus('second', { after: [id('first')] }), aBonus('third', { after: [id('second')] })] })
  begin(world, 'one')
  order(world, { verb: 'queue drop', task: 'first' })
  expect(open(world)).toEqual([
    { text: 'second, third can not start: first was dropped', hint: 'czar queue add FILE --id first; or czar queue drop second' },
  ])
  order(world, { verb: 'queue add', id: 'first', task: 'once more' })
  expect(open(world)).toEqual([])
})

test('bonus tasks that nobody is left for are one matter, and a person’s word settles it', () => {
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
      text: 'nobody is left who may take first, second: all others tried or refused, failed at their own task, or were stopped',
      hint: 'czar assign WORKER first   asks one again; czar queue drop first   lets it go',
    },
  ])
  order(world, { verb: 'assign', worker: 'one', task: 'first' })
  order(world, { verb: 'queue drop', task: 'second' })
  expect(attention(world)).toEqual([])
})

test('a failed bonus task names both ways out', () => {
  const world = aStory({ bonus: [aBonus('first')] })
  complete(world, 'one')
  say(world, { kind: 'assignment.failed', worker: id('one'), assignment: 'first.1' as never, reason: 'too hard' })
  expect(open(world)).toEqual([
    { text: 'task first failed: too hard', hint: 'czar assign one first   tries it again; czar queue drop first   lets it go' },
  ])
})

test('many stranded tasks are counted, not listed', () => {
  const bonus = Array.from({ length: 12 }, (_, index) => aBonus(`b${index}`, { after: [id('one')] }))
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus })
  say(world, { kind: 'task.failed', task: id('one'), reason: 'no worktree' })
  expect(open(world)[0]?.text).toBe('task one failed: no worktree; without it b0, b1, b2, b3, b4, b5, b6, b7 and 4 more can not start')
})
