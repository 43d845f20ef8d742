import { expect, it } from 'vitest'
import { createFakeWorld, type FakeWorld, TASK } from './support/fake-world.ts'

/** A slow machine: reading the screen takes eight times as long as the pause after it. */
function starved(world: FakeWorld): FakeWorld {
  const { screen, ...terminal } = world.hands.terminal
  const slowly = async (...pane: Parameters<typeof screen>) => {
    await new Promise<void>(resolve => world.later(800, resolve))
    return screen(...pane)
  }
  return {
    ...world,
    deliver: (changed = {}) => world.deliver({ ...changed, hands: { ...changed.hands, terminal: { ...terminal, screen: slowly } } }),
  }
}

it.each([
  ['that gives receipts', { givesReceipts: true, swallowEnters: 1 }],
  ['without receipts', { givesReceipts: false }],
])('if the czar gets little processor time, a program %s has that much longer to draw, to take and to answer', async (_, behaviour) => {
  const world = starved(createFakeWorld({ readLagMs: 9_000, receiptLagMs: 12_000, ...behaviour }))
  expect(await world.deliver()).toMatchObject({ kind: 'submitted' })
  expect(world.agent.taken).toEqual([TASK])
})

it('the longer times for a slow machine have a limit', async () => {
  const world = starved(createFakeWorld({ swallowEnters: 99 }))
  expect(await world.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
})
