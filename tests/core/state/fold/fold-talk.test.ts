import { expect, test } from 'vitest'
import type { Event } from '../../../../src/core/events/event.ts'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, say, workerOf } from '../../../support/worlds/story.ts'

const said = (from: string, to: string, text: string, reportSeq: number | null = null): Event => ({
  kind: 'worker.said',
  worker: from as WorkerId,
  to: to as WorkerId,
  text,
  reportSeq,
})

const textsOf = (world: ReturnType<typeof aStory>, id: string) =>
  workerOf(world, id).letters.received.map(({ from, text }) => `${from}: ${text}`)

function twoWorkers(): ReturnType<typeof aStory> {
  return aStory({ workers: [aWorker('one'), aWorker('two')] })
}

test("a worker's message is kept for its receiver, or for all other workers", () => {
  const world = twoWorkers()
  say(world, said('one', 'two', 'for you'), said('two', 'all', 'for all'), said('one', 'one', 'to myself'), said('one', 'nobody', 'lost'))
  expect(textsOf(world, 'two')).toEqual(['one: for you'])
  expect(textsOf(world, 'one')).toEqual(['two: for all'])
  expect(world.state.counters.letters).toBe(2)
})

test('a message without a known sender is not kept', () => {
  const world = twoWorkers()
  say(world, said('stranger', 'all', 'x'), said('constructor', 'two', 'x'), said('__proto__', 'all', 'x'))
  expect(textsOf(world, 'two')).toEqual([])
})

test('messages are bounded: 2,000 characters, 30 in 10 minutes, the newest 50', () => {
  const world = twoWorkers()
  say(world, said('one', 'two', 'x'.repeat(9_000)))
  expect(workerOf(world, 'two').letters.received[0]?.text).toHaveLength(2_000)
  for (let count = 0; count < 60; count++) say(world, said('one', 'two', `word ${count}`))
  expect(workerOf(world, 'two').letters.received).toHaveLength(30)
  world.now += 10 * 60_000
  for (let count = 0; count < 30; count++) say(world, said('one', 'two', `later ${count}`))
  const { received } = workerOf(world, 'two').letters
  expect([received.length, received.at(-1)?.text]).toEqual([50, 'later 29'])
})

test('a message counts as read when its receiver reports it, never before it was written', () => {
  const world = twoWorkers()
  say(world, said('one', 'two', 'first', 3), { kind: 'worker.read', worker: 'two' as WorkerId, letter: 999, reportSeq: 7 })
  say(world, said('one', 'two', 'second'))
  expect(workerOf(world, 'two')).toMatchObject({ letters: { read: 1 }, reportSeq: 7 })
  expect(workerOf(world, 'one').reportSeq).toBe(3)
})
