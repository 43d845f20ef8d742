import { expect, test } from 'vitest'
import { aWorker } from '../../support/builders/a-project.ts'
import { order } from '../../support/worlds/order.ts'
import { aStory, begin, told, workerOf } from '../../support/worlds/story.ts'

const two = () => aStory({ workers: [aWorker('one'), aWorker('two')] })

test('a second pause, or the resume of a worker that is not paused, gets an answer and changes nothing', () => {
  const world = two()
  expect(order(world, { verb: 'resume', worker: 'one' })).toEqual({ ok: true, message: 'one is not paused' })
  order(world, { verb: 'pause', worker: 'one' })
  expect(order(world, { verb: 'pause', worker: 'one' })).toEqual({ ok: true, message: 'one is paused already' })
  expect([told(world, 'person.paused'), told(world, 'person.resumed')]).toMatchObject([[{ worker: 'one' }], []])
})

test('all workers are paused and resumed at once, and those in that state already stay unchanged', () => {
  const world = two()
  begin(world, 'one')
  order(world, { verb: 'pause', worker: 'two' })
  expect(order(world, { verb: 'pause', worker: 'all' }).message).toMatch(/^one is paused: /)
  expect(order(world, { verb: 'pause', worker: 'all' }).message).toBe('one, two are paused already')
  expect(workerOf(world, 'one').paused && workerOf(world, 'two').paused).toBe(true)
  order(world, { verb: 'tell', worker: 'one', text: 'hurry' })
  expect(order(world, { verb: 'resume', worker: 'all' }).message).toBe('the czar goes on with one, two; 1 text waited')
  expect(workerOf(world, 'one').paused || workerOf(world, 'two').paused).toBe(false)
})

test('the answer to a text for a paused worker says that it is delivered after the resume', () => {
  const world = two()
  begin(world, 'one')
  order(world, { verb: 'pause', worker: 'one' })
  expect(order(world, { verb: 'tell', worker: 'one', text: 'hurry' }).message).toBe('m2 goes to one when it is resumed')
})
