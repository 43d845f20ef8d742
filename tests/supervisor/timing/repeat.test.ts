import { expect, test } from 'vitest'
import { repeat } from '../../../src/supervisor/timing/repeat.ts'
import { createFakeClock } from '../../support/fakes/clock.ts'

test('a repeated job starts again only after it has ended, and not after it is cancelled', async () => {
  const clock = createFakeClock(0)
  const began: number[] = []
  const cancel = repeat(clock, 100, async () => {
    began.push(clock.now())
    await new Promise<void>(resolve => clock.at(clock.now() + 50, resolve))
  })
  await clock.pass(420)
  expect(began).toEqual([100, 250, 400])
  cancel()
  await clock.pass(1_000)
  expect(began).toHaveLength(3)
  expect(clock.due()).toEqual([])
})
