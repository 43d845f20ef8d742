import { expect, test } from 'vitest'
import { statusSchema } from '../../src/core/views/status.ts'
import { createView } from '../../src/supervisor/view/view.ts'
import { aBonus, aWorker } from '../support/builders/a-project.ts'
import { order } from '../support/worlds/order.ts'
import { aStory, begin, complete, messages, report, verdict } from '../support/worlds/story.ts'

const two = () => aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as never] })] })

test('a text to all reaches every worker that has an agent, each as a text of its own', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  begin(world, 'two')
  expect(order(world, { verb: 'tell', worker: 'all', text: 'hurry' }).ok).toBe(true)
  expect(messages(world, 'one')).toMatchObject([{ kind: 'tell', facts: { text: 'hurry' } }])
  expect(messages(world, 'two')).toMatchObject([{ kind: 'tell', facts: { text: 'hurry' } }])
})

test('a text to all is refused if no worker has an agent or gets one', () => {
  const world = two()
  order(world, { verb: 'stop', worker: 'one' })
  order(world, { verb: 'stop', worker: 'two' })
  expect(order(world, { verb: 'tell', worker: 'all', text: 'hurry' })).toMatchObject({
    ok: false,
    message: expect.stringMatching(/^no worker has an agent, or gets one; one is left out/),
  })
})

test('a command for an unknown worker is refused, with the existing names', () => {
  for (const name of ['three', 'constructor']) {
    expect(order(two(), { verb: 'restart', worker: name })).toEqual({
      ok: false,
      message: `there is no worker "${name}"`,
      hint: 'workers: one, two',
    })
  }
})

test('a check is refused if no task is open or proven; proven work is checked again', () => {
  const world = aStory()
  expect(order(world, { verb: 'verify', worker: 'one' })).toMatchObject({ ok: false })
  complete(world, 'one')
  expect(order(world, { verb: 'verify', worker: 'one' })).toMatchObject({ ok: true })
  expect(world.state.tasks['one']).toMatchObject({ state: 'stale', recheck: { because: 'person' } })
})

test('the view shows which workers are paused, and for whom a task is reserved', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('extra')] })
  const viewOf = createView(worker => `sample-worker-${worker}`)
  order(world, { verb: 'pause', worker: 'one' })
  order(world, { verb: 'assign', worker: 'two', task: 'extra' })
  const view = viewOf(world.state, world.now)
  expect(statusSchema.parse(view)).toEqual(view)
  expect([view.workers['one'], view.workers['two']]).toMatchObject([
    { paused: true, reason: 'paused by a person; begins its task when it is resumed' },
    { paused: false },
  ])
  expect(view.queue).toMatchObject([{ id: 'extra', reserved_for: 'two' }])
  order(world, { verb: 'resume', worker: 'one' })
  expect(viewOf(world.state, world.now).workers['one']).toMatchObject({ paused: false })
})

test('the view shows what each worker waits for, which tasks it frees, and the state of its work', () => {
  const world = two()
  begin(world, 'one')
  report(world, 'one', 'ack')
  report(world, 'one', 'done')
  verdict(world, 'one', 'rejected', ['a test fails'])
  const view = createView(worker => `sample-worker-${worker}`)(world.state, world.now)
  expect(statusSchema.parse(view)).toEqual(view)
  expect(view.workers['one']).toMatchObject({
    health: 'working',
    session: 'sample-worker-one',
    unblocks: ['two'],
    restarts: 0,
    assignment: { id: 'one.1', state: 'rework', attempts: 1, acknowledged: 'I restate the task in my own words' },
  })
  expect(view.workers['two']).toMatchObject({ health: 'waiting', waiting_for: ['one'], assignment: null })
})
