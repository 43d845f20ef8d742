import { expect, onTestFinished, test, vi } from 'vitest'
import { relayChanges } from '../../../src/api/streams/relay-changes.ts'
import { until } from '../../support/until.ts'
import { fakeDoor, note } from '../fake-door.ts'

test('several changes in one go are announced once, afterwards, and the old view is out of date at once', async () => {
  const { door, subscribe, forgotten } = relayed(0)
  let told = 0
  subscribe(() => told++)
  for (let count = 0; count < 3; count++) door.append(note('x'))
  expect({ told, forgotten: forgotten() }).toEqual({ told: 0, forgotten: 3 })
  await until(() => told === 1)
  await new Promise(setImmediate)
  expect(told).toBe(1)
})

test('changes within the minimum gap are announced once at its end, to all watchers', async () => {
  vi.useFakeTimers()
  const { door, subscribe } = relayed(50)
  const told = [0, 0]
  told.forEach((_, index) => {
    subscribe(() => (told[index] = (told[index] ?? 0) + 1))
  })
  door.append(note('within the gap of who just came'))
  door.append(note('the same'))
  vi.advanceTimersByTime(49)
  expect(told).toEqual([0, 0])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([1, 1])
  vi.advanceTimersByTime(50)
  door.append(note('after a quiet time'))
  vi.advanceTimersByTime(0)
  expect(told).toEqual([2, 2])
})

test('after the last watcher has gone, nothing is announced, kept or timed', async () => {
  vi.useFakeTimers()
  const { door, subscribe, forgotten } = relayed(50)
  let told = 0
  const leave = subscribe(() => told++)
  door.append(note('x'))
  leave()
  leave()
  expect({ forgotten: forgotten(), listeners: door.listeners(), timers: vi.getTimerCount() }).toEqual({
    forgotten: 2,
    listeners: 0,
    timers: 0,
  })
  vi.advanceTimersByTime(1_000)
  expect(told).toBe(0)
})

function relayed(gapMs: number) {
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const door = fakeDoor()
  let forgotten = 0
  const subscribe = relayChanges(door, { onChange: () => forgotten++, onNobody: () => forgotten++, gapMs })
  return { door, subscribe, forgotten: () => forgotten }
}
