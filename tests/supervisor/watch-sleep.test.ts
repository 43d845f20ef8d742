import { expect, test } from 'vitest'
import { watchSleep } from '../../src/supervisor/watch-sleep.ts'
import { createFakeClock } from '../support/fakes/clock.ts'

test("a watch that runs as often as the czar's heartbeat reports no gap", async () => {
  const clock = createFakeClock()
  const missed = watchSleep(clock)
  for (let beats = 0; beats < 5; beats++) {
    await clock.pass(29_999)
    expect(missed()).toEqual([])
  }
})

test('a gap is reported once, with its length', async () => {
  const clock = createFakeClock()
  const missed = watchSleep(clock)
  await clock.pass(8 * 3_600_000)
  expect(missed()).toEqual([{ kind: 'system.slept', forMs: 28_800_000 }])
  expect(missed()).toEqual([])
})
