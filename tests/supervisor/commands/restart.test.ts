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

test('a restart gives a working worker a fresh agent, and a paused one when it is resumed', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: [one] })] })
  begin(world, 'one')
  expect(said(world)).toBe('one gets a fresh agent')
  expect(asked(world)).toContain('end_agent:one')
  order(world, { verb: 'pause', worker: 'one' })
  expect(said(world)).toBe('one gets a fresh agent when it is resumed')
  expect(said(world, 'two')).toBe('two gets a fresh agent when one is verified')
})

test('the restart of a worker with proven work is refused, and the answer names the command that starts its task anew', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  complete(world, 'one')
  act(world, 'end_agent', 'one')
  expect(restart(world)).toEqual({
    ok: false,
    message: 'one needs no fresh agent: its work is verified, and nothing waits for it now',
    hint: 'czar stop && czar launch /project.yaml --again one   # begins its task anew',
  })
})

test('a worker with proven work and a coming bonus task gets its fresh agent with that task', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')], bonus: [aBonus('more', { after: ['two' as never] })] })
  complete(world, 'one')
  expect(said(world)).toBe('its work is verified: one gets a fresh agent with its next bonus task')
  act(world, 'end_agent', 'one')
  expect(restart(world)).toMatchObject({ ok: false, hint: 'czar queue list' })
})

test('the restart of a stopped worker with proven work only ends its being stopped, and says so', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  complete(world, 'one')
  order(world, { verb: 'stop', worker: 'one' })
  act(world, 'end_agent', 'one')
  expect(said(world)).toBe('one is no longer stopped; its work is verified, and nothing waits for it now')
  expect(world.state.workers['one']).toMatchObject({ stopped: null })
})

test('the restart of a worker with a failed task gives it a fresh agent, and one removed from the file gets none', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  say(world, { kind: 'assignment.failed', worker: one, assignment: 'one.1' as never, reason: 'no luck' })
  expect(said(world)).toBe('one gets a fresh agent')
  say(world, { kind: 'project.loaded', project: aProject({ workers: [aWorker('two')] }) })
  pass(world, 1)
  alterWorker(world, 'one', { assignment: null })
  expect(restart(world)).toMatchObject({ ok: false, message: 'one is no longer in the fleet, so it gets no agent' })
})
