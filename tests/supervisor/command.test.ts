import { expect, test } from 'vitest'
import type { Command } from '../../src/core/model/command.ts'
import { statusSchema } from '../../src/core/model/status.ts'
import { takeCommand } from '../../src/supervisor/command.ts'
import { createView } from '../../src/supervisor/view.ts'
import { aWorker } from '../support/a-project.ts'
import { aStory, begin, complete, messages, report, say, verdict } from '../support/story.ts'
import type { World } from '../support/world.ts'

function command(world: World, asked: Command) {
  const { events, answer } = takeCommand(world.state, asked)
  say(world, ...events)
  return answer
}

const two = () => aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: ['one' as never] })] })

test('a word to all reaches every worker that has an agent, each as a text of its own', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  begin(world, 'two')
  expect(command(world, { verb: 'tell', worker: 'all', text: 'hurry' }).ok).toBe(true)
  expect(messages(world, 'one')).toMatchObject([{ kind: 'tell', facts: { text: 'hurry' } }])
  expect(messages(world, 'two')).toMatchObject([{ kind: 'tell', facts: { text: 'hurry' } }])
})

test('a word to all is refused when nobody has an agent', () => {
  expect(command(two(), { verb: 'tell', worker: 'all', text: 'hurry' })).toMatchObject({ ok: false, message: 'no worker has an agent now' })
})

test('a worker that nobody has is refused, with the names there are', () => {
  for (const name of ['three', 'constructor']) {
    expect(command(two(), { verb: 'restart', worker: name })).toEqual({
      ok: false,
      message: `there is no worker "${name}"`,
      hint: 'workers: one, two',
    })
  }
})

test('a check is refused when nothing is open, and says what is verified', () => {
  const world = aStory()
  expect(command(world, { verb: 'verify', worker: 'one' })).toMatchObject({ ok: false })
  complete(world, 'one')
  expect(command(world, { verb: 'verify', worker: 'one' })).toMatchObject({ ok: false, hint: 'its work is verified at work-one' })
})

test('the view says what each waits for, what it sets free, and how the work stands', () => {
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
