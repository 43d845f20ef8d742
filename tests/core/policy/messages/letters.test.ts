import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { act, aStory, asked, begin, exit, messages, queue, report, say, turn, workerOf } from '../../../support/worlds/story.ts'
import type { World } from '../../../support/worlds/world.ts'

function hear(world: World, from: string, to: string, text = 'look here'): void {
  say(world, { kind: 'worker.said', worker: from as WorkerId, to: to as WorkerId, text, reportSeq: null })
}

function read(world: World, id: string): void {
  say(world, { kind: 'worker.read', worker: id as WorkerId, letter: 1_000, reportSeq: null })
}

function twoWorkers(): ReturnType<typeof aStory> {
  return aStory({ workers: [aWorker('one'), aWorker('two')] })
}

test('a working worker is told after its turn that messages wait, with their senders and number', () => {
  const world = twoWorkers()
  begin(world, 'one')
  hear(world, 'two', 'one')
  hear(world, 'two', 'one')
  expect(queue(world, 'one')).toEqual(['letter'])
  expect(messages(world, 'one')[0]?.facts).toEqual({ senders: 'two', count: '1', newest: '1' })
  expect(asked(world), 'the agent is busy').not.toContain('deliver:one')
  turn(world, 'one', 'idle')
  expect(asked(world)).toContain('deliver:one')
})

test('a text that waits for a busy agent is delivered when the turn ends, not before, whatever its kind', () => {
  const world = twoWorkers()
  begin(world, 'one')
  say(world, {
    kind: 'message.queued',
    worker: 'one' as WorkerId,
    message: 'm9' as never,
    messageKind: 'tell',
    assignment: null,
    facts: { text: 'wait for it' },
  })
  for (let minute = 0; minute < 10; minute++) {
    world.now += 60_000
    report(world, 'one', 'progress')
    expect(asked(world)).not.toContain('deliver:one')
  }
  turn(world, 'one', 'idle')
  expect(asked(world)).toContain('deliver:one')
})

test('a worker is told about new messages at most once in five minutes', () => {
  const world = twoWorkers()
  begin(world, 'one')
  hear(world, 'two', 'one')
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
  turn(world, 'one', 'idle')
  hear(world, 'two', 'one')
  expect(queue(world, 'one')).toEqual([])
  world.now += 5 * 60_000 - 1
  report(world, 'one', 'progress')
  expect(queue(world, 'one')).not.toContain('letter')
  world.now += 1
  report(world, 'one', 'progress')
  expect(messages(world, 'one').find(({ kind }) => kind === 'letter')?.facts).toMatchObject({ count: '2', newest: '2' })
})

test('a worker that has read its messages is not told about them, also if that text was on its way', () => {
  const world = twoWorkers()
  begin(world, 'one')
  hear(world, 'two', 'one')
  expect(queue(world, 'one')).toEqual(['letter'])
  read(world, 'one')
  expect(queue(world, 'one')).toEqual([])
  world.now += 3_600_000
  report(world, 'one', 'progress')
  expect(queue(world, 'one')).not.toContain('letter')
})

test('a worker without an agent is told nothing, and its message waits', () => {
  const world = twoWorkers()
  begin(world, 'one')
  exit(world, 'one')
  hear(world, 'two', 'one')
  expect(queue(world, 'one')).not.toContain('letter')
  expect(workerOf(world, 'one').letters.received).toHaveLength(1)
})
