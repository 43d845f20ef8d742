import { expect, test } from 'vitest'
import type { WorkerId } from '../../../../src/core/model/ids.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { alterAgent } from '../../../support/builders/limited.ts'
import { order } from '../../../support/worlds/order.ts'
import { act, aStory, asked, attention, begin, messages, pass, report, say, told, turn, verdict } from '../../../support/worlds/story.ts'
import { restartCzar, type World } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId
const tell = (world: World, text = 'the port is 8080') => order(world, { verb: 'tell', worker: 'one', text })

/** A world in which worker one claims to be done and still works. A person sends it a text, and then the check succeeds. */
function toldInTheLastCheck(): World {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'busy')
  report(world, 'one', 'done')
  expect(tell(world)).toMatchObject({ ok: true, message: 'm2 goes to one when its turn ends' })
  verdict(world, 'one', 'verified')
  return world
}

test('a text that comes during the last check is delivered before the agent is ended, and the agent may work on it', () => {
  const world = toldInTheLastCheck()
  expect(asked(world)).toEqual([])
  turn(world, 'one', 'idle')
  expect(asked(world)).toEqual(['deliver:one'])
  act(world, 'deliver', 'one')
  pass(world, 1_000)
  turn(world, 'one', 'busy')
  expect(asked(world)).toEqual([])
  turn(world, 'one', 'idle')
  expect(asked(world)).toEqual(['end_agent:one'])
  act(world, 'end_agent', 'one')
  expect(told(world, 'project.finished')).toHaveLength(1)
  expect(attention(world)).toEqual([])
})

test('a program without turn signals is ended some seconds after it got the text', () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'done')
  tell(world)
  alterAgent(world, 'one', { turn: null, turnAt: 0 })
  verdict(world, 'one', 'verified')
  expect(asked(world)).toEqual(['deliver:one'])
  act(world, 'deliver', 'one')
  alterAgent(world, 'one', { turn: null, turnAt: 0 })
  pass(world, 2_999)
  expect(asked(world)).toEqual([])
  pass(world, 1)
  expect(asked(world)).toEqual(['end_agent:one'])
})

test('a text that waits for an endless turn is reported as undelivered, and the fleet ends', () => {
  const world = toldInTheLastCheck()
  pass(world, 599_000)
  expect(asked(world)).toEqual([])
  pass(world, 1_001)
  act(world, 'end_agent', 'one')
  expect(told(world, 'message.dropped')).toMatchObject([{ message: 'm2' }])
  expect(told(world, 'project.finished')).toHaveLength(1)
  expect(Object.values(world.state.attention)).toMatchObject([
    {
      key: 'unheard:m2',
      worker: 'one',
      text: 'one was not told m2, "the port is 8080": the work of one was over before its agent could be told',
    },
  ])
})

test('texts are not waited for if the agent dies with its work done', () => {
  const world = toldInTheLastCheck()
  say(world, { kind: 'agent.exited', worker: one, incarnation: 1, how: 'exited', status: 0, signal: null, lastScreen: '' })
  act(world, 'end_agent', 'one')
  expect(attention(world)).toEqual(['unheard:m2'])
  expect(told(world, 'project.finished')).toHaveLength(1)
})

test('a fleet that is stopped does not wait for texts: it names them, and the next launch delivers them', () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'busy')
  tell(world)
  say(world, { kind: 'person.stop', worker: null })
  act(world, 'end_agent', 'one')
  expect(attention(world)).toEqual(['unheard:m2'])
  say(world, { kind: 'czar.stopped', reason: 'stopped' } as never)
  restartCzar(world)
  expect(attention(world)).toEqual([])
  expect(messages(world, 'one').map(({ id }) => id)).toContain('m2')
})

test('a text that is sent again to the same worker settles the lost one', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two')] })
  begin(world, 'one')
  begin(world, 'two')
  tell(world)
  say(world, { kind: 'message.dropped', message: messages(world, 'one').at(-1)?.id as never, reason: 'five tries' })
  expect(attention(world)).toHaveLength(1)
  tell(world, 'again')
  expect(attention(world)).toEqual([])
})

test('a text to all workers reaches workers that start later, and the answer names the workers that it leaves out', () => {
  const world = aStory({ workers: [aWorker('one'), aWorker('two', { dependsOn: [one] }), aWorker('three')] })
  begin(world, 'one')
  order(world, { verb: 'stop', worker: 'three' })
  const { ok, message } = order(world, { verb: 'tell', worker: 'all', text: 'hurry' })
  expect(ok).toBe(true)
  expect(message).toContain('goes to two as soon as its agent is ready')
  expect(message).toContain('three is left out, because it gets no agent: stopped by a person')
  expect(messages(world, 'two')).toMatchObject([{ kind: 'tell', facts: { text: 'hurry' } }])
  expect(messages(world, 'three')).toEqual([])
})
