import { expect, test } from 'vitest'
import type { PaneId, WorkerId } from '../../../../src/core/model/ids.ts'
import { planLooks, readPaneText } from '../../../../src/supervisor/sensors/screen/pane-looks.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { act, aStory, begin, exit, pass } from '../../../support/worlds/story.ts'

const one = 'one' as WorkerId
const first = { worker: one, incarnation: 1 }

function planning(look: () => Promise<void> = async () => {}) {
  const world = aStory()
  begin(world, 'one')
  const hands = someHands(world)
  const context = { hands, state: () => world.state, observe: () => {} }
  const at: number[] = []
  const since = hands.clock.now()
  const looks = planLooks(context, async () => {
    at.push(hands.clock.now() - since)
    await look()
  })
  return { world, hands, context, looks, at, since, inMs: (ms: number) => since + ms }
}

test('of two planned readings the earlier stays, and after a reading another can be planned', async () => {
  const { looks, at, hands, inMs } = planning()
  looks.by(first, inMs(500))
  looks.by(first, inMs(900))
  looks.by(first, inMs(200))
  await hands.clock.pass(1_000)
  looks.by(first, inMs(1_500))
  await hands.clock.pass(1_000)
  expect(at).toEqual([200, 1_500])
})

test('a reading that waits for quiet starts after the last output, with an upper limit', async () => {
  const { looks, at, hands } = planning()
  for (let call = 0; call < 12; call++) {
    looks.afterRest(first, { restMs: 250, latestMs: 1_000 })
    await hands.clock.pass(100)
  }
  await hands.clock.pass(1_000)
  expect(at).toEqual([1_000, 1_350])
})

test('the screen of an agent that has ended, was replaced or never existed is not read', async () => {
  const { world, looks, at, hands, inMs } = planning()
  looks.by({ worker: one, incarnation: 2 }, inMs(50))
  looks.by({ worker: 'nobody' as WorkerId, incarnation: 1 }, inMs(50))
  looks.by(first, inMs(100))
  exit(world, 'one')
  await hands.clock.pass(1_000)
  expect(at).toEqual([])
})

test('a late plan for an earlier start does not replace the newer plan', async () => {
  const { world, looks, at, hands, inMs } = planning()
  exit(world, 'one')
  pass(world, 60_000)
  act(world, 'start_agent', 'one')
  looks.by({ worker: one, incarnation: world.state.workers[one]?.agent?.incarnation ?? 0 }, inMs(300))
  looks.by(first, inMs(100))
  await hands.clock.pass(1_000)
  expect(at).toEqual([300])
})

test('a failed reading is logged, and the next one happens; after close none does', async () => {
  const { looks, at, hands, inMs } = planning(() => Promise.reject(new Error('no such pane')))
  looks.by(first, inMs(100))
  await hands.clock.pass(200)
  looks.by(first, inMs(300))
  await hands.clock.pass(200)
  expect(at).toEqual([100, 300])
  expect(hands.logged).toEqual(['a pane could not be read', 'a pane could not be read'])
  looks.by(first, inMs(600))
  looks.close()
  looks.by(first, inMs(700))
  await hands.clock.pass(1_000)
  expect(at).toHaveLength(2)
})

test("a screen that is read while its agent ends does not count as a living agent's", async () => {
  const { world, context, hands } = planning()
  hands.terminal.screens.set('%one' as PaneId, 'words')
  expect(await readPaneText(context, first)).toBe('words')
  const reading = readPaneText(context, first)
  exit(world, 'one')
  expect(await reading).toBeNull()
})
