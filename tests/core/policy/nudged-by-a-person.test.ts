import { expect, test } from 'vitest'
import { order } from '../../support/worlds/order.ts'
import { act, aStory, asked, assignmentOf, begin, messages, pass, queue, report, turn } from '../../support/worlds/story.ts'
import type { World } from '../../support/worlds/world.ts'

const IDLE_MS = 30_000
const nudge = (world: World) => order(world, { verb: 'nudge', worker: 'one' })

test('a person may nudge a worker that was not silent, and the nudge is delivered when its turn ends', () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'busy')
  expect(nudge(world)).toEqual({ ok: true, message: 'm2 asks one how one.1 stands, when its turn ends' })
  expect(messages(world, 'one')).toMatchObject([{ kind: 'nudge', assignment: 'one.1', facts: { by: 'person' } }])
  expect(asked(world)).toEqual([])
  turn(world, 'one', 'idle')
  expect(asked(world)).toEqual(['deliver:one'])
})

test("a person's nudges do not count as the czar's", () => {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  for (let time = 1; time <= 3; time++) {
    nudge(world)
    turn(world, 'one', 'idle')
    act(world, 'deliver', 'one')
  }
  expect(assignmentOf(world, 'one').ladder.current).toEqual([])
  turn(world, 'one', 'idle')
  pass(world, IDLE_MS)
  expect(queue(world, 'one')).toEqual(['nudge'])
  expect(messages(world, 'one')[0]?.facts).toMatchObject({ seconds: '30' })
})

test("a person's nudge is dropped if its task is over by then", () => {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'busy')
  nudge(world)
  report(world, 'one', 'done')
  const [deed] = world.deeds
  expect(deed?.action.do).toBe('verify')
  act(world, 'verify', 'one')
  expect(queue(world, 'one')).toEqual([])
})
