import { expect, test } from 'vitest'
import { createClock } from '../../src/adapters/clock.ts'

const HOUR = 3_600_000

function aMachine() {
  let [wall, monotonic] = [1_000 * HOUR, 5_000]
  const clock = createClock({ wall: () => wall, monotonic: () => monotonic })
  return {
    clock,
    pass(ms: number) {
      wall += ms
      monotonic += ms
    },
    sleep(ms: number) {
      wall += ms
    },
  }
}

test('the clock starts with the time of day and then advances by itself', () => {
  const { clock, pass } = aMachine()
  expect(clock.now()).toBe(1_000 * HOUR)
  pass(HOUR)
  expect(clock.now()).toBe(1_001 * HOUR)
})

test('the clock returns to the time of day after the machine has slept', () => {
  const { clock, pass, sleep } = aMachine()
  sleep(8 * HOUR)
  expect(clock.now()).toBe(1_008 * HOUR)
  pass(1_000)
  sleep(HOUR)
  expect(clock.now()).toBe(1_009 * HOUR + 1_000)
})

test('the clock ignores a wall clock that is corrected by seconds or set back', () => {
  const { clock, sleep } = aMachine()
  sleep(9_000)
  expect(clock.now()).toBe(1_000 * HOUR)
  sleep(-2 * HOUR)
  expect(clock.now()).toBe(1_000 * HOUR)
})
