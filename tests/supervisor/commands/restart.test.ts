import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { aBonus, aProject, aWorker } from '../../support/builders/a-project.ts'
import { alterWorker } from '../../support/builders/limited.ts'
import { order } from '../../support/worlds/order.ts'
import { act, aStory, asked, begin, complete, pass, say } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const one = 'one' as WorkerId
const restart = (world: World, worker = 'one') => order(world, { verb: 'restart', worker })
const said = (world: World, worker = 'one') => restart(world, worker).message

test('a worker at work gets a fresh agent, and one that is paused when it is resumed', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: [one] })] })
  begin(world, 'one')
  expect(said(world)).toBe('one gets a fresh agent')
  expect(asked(world)).toContain('end_agent:one')
  order(world, { verb: 'pause', worker: 'one' })
  expect(said(world)).toBe('one gets a fresh agent when it is resumed')
  expect(said(world, 'two')).toBe('two gets a fresh agent when one is verified')
})

test('a worker whose work is proven needs none, and the answer names the way to begin its task anew', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  expect(restart(world)).toEqual({
    ok: false,
    message: 'one needs no fresh agent: its work is verified, and nothing waits for it now',
    hint: 'czar stop && czar launch /project.yaml --again one   # begins its task anew',
  })
})

test('a worker whose work is proven and that has a bonus task to come gets its agent with that', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more', { after: ['two' as never] })] })
  complete(world, 'one')
  expect(said(world)).toBe('its work is verified: one gets a fresh agent with its next bonus task')
  act(world, 'end_agent', 'one')
  expect(restart(world)).toMatchObject({ ok: false, hint: 'czar queue list' })
})

test('a worker that was stopped with its work proven is no longer stopped, and that is all that is said', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  complete(world, 'one')
  order(world, { verb: 'stop', worker: 'one' })
  act(world, 'end_agent', 'one')
  expect(said(world)).toBe('one is no longer stopped; its work is verified, and nothing waits for it now')
  expect(world.state.workers['one']).toMatchObject({ stopped: null })
})

test('a worker whose task failed gets a fresh agent, and one that the file has no more gets none', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  say(world, { kind: 'assignment.failed', worker: one, assignment: 'one.1' as never, reason: 'no luck' })
  expect(said(world)).toBe('one gets a fresh agent')
  say(world, { kind: 'project.loaded', project: aProject({ workers: [aWorker('two')] }) })
  pass(world, 1)
  alterWorker(world, 'one', { assignment: null })
  expect(restart(world)).toMatchObject({ ok: false, message: 'one is no longer in the project file, so it gets no agent' })
})
