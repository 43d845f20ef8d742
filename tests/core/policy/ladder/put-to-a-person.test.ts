import { expect, test } from 'vitest'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aStory, attention, begin, pass, queue, report, told, turn } from '../../../support/worlds/story.ts'
import { ACK_MS, getFresh, IDLE_MS, outside, owner, rungs, STUCK_MS, swing, takeIn } from './steps.ts'

const CIRCLE = 'its files go back and forth between the same two states: a and b'

test('a loop is acted on at once; after a question the worker has as long as for a silent turn', () => {
  const world = aStory({ policy: { ...aPolicy, nudges: 1, restart: { ...aPolicy.restart, max: 0 } } })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  swing(world)
  expect(rungs(world)).toEqual(['ask'])
  takeIn(world)
  turn(world, 'one', 'busy')
  pass(world, STUCK_MS - 1)
  expect(rungs(world)).toEqual(['ask'])
  pass(world, 1)
  expect(rungs(world)).toEqual(['ask', 'attention'])
  expect(world.state.attention['stuck:one']).toMatchObject({ text: `one makes no progress: ${CIRCLE}; asked once`, settledAt: null })
})

test('a cause that was reported to a person stays the reported cause while it lasts, whatever else goes wrong', () => {
  const world = aStory({ ...owner, policy: { ...aPolicy, nudges: 1, restart: { ...aPolicy.restart, max: 0 } } })
  begin(world, 'one')
  report(world, 'one', 'ack', outside)
  takeIn(world)
  pass(world, 1_000)
  report(world, 'one', 'ack', outside)
  turn(world, 'one', 'idle')
  expect(attention(world)).toEqual(['confused:one'])
  pass(world, 10 * ACK_MS)
  expect(attention(world), 'its turn ended long ago, too').toEqual(['confused:one'])
  expect(told(world, 'attention.raised')).toHaveLength(1)
  pass(world, 1_000)
  report(world, 'one', 'ack', { plan: ['src/one/file.ts'] })
  expect(attention(world)).toEqual([])
  pass(world, 10 * IDLE_MS)
  expect(attention(world), 'of two that are left the other is').toEqual(['silent:one'])
})

test('if the policy allows no step, none is taken, and the person is told so', () => {
  const world = aStory({ policy: { ...aPolicy, nudges: 0, restart: { ...aPolicy.restart, max: 0 } } })
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  pass(world, IDLE_MS)
  expect(world.state.attention['silent:one']?.text).toBe(
    'one makes no progress: its turn ended, and it claims nothing; nothing was tried, because the policy allows nothing',
  )
})

test('the attention item of an agent that was only replaced, and not asked, says so', () => {
  const world = aStory({ policy: { ...aPolicy, nudges: 0, restart: { ...aPolicy.restart, max: 1 } } })
  begin(world, 'one')
  pass(world, ACK_MS)
  getFresh(world)
  pass(world, ACK_MS)
  expect(world.state.attention['silent:one']?.text).toBe(
    'one makes no progress: it did not restate its task; replaced by a fresh agent once',
  )
  expect(queue(world, 'one')).toEqual([])
})
