import { expect, test } from 'vitest'
import { createDiskSensor } from '../../../src/supervisor/sensors/disk-sensor.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { aStory } from '../../support/worlds/story.ts'
import { happen } from '../../support/worlds/world.ts'

const MB = 1_000_000
const WORKTREES = '/tmp/czar-no-such-directory'

/** A project that must keep 500 MB of disk space free. `free` says how much is free on the disk of a path. */
function watching(free: (path: string) => Promise<number | null>) {
  const world = aStory({})
  const hands = Object.assign(someHands(world), { disk: { free } })
  const told: string[] = []
  const sensor = createDiskSensor({
    hands,
    state: () => world.state,
    observe: event => {
      if (event.kind === 'disk.space') told.push(event.low === null ? 'room' : `${event.low.free / MB} at ${event.low.path}`)
      happen(world, event)
    },
  })
  return { hands, sensor, told }
}

test('low disk space is reported once, for the fullest disk, and its end when there is clearly enough space', async () => {
  let free = 700 * MB
  const { hands, sensor, told } = watching(async path => (path === WORKTREES ? free : 900 * MB))
  await sensor.prepared
  sensor.begin()
  expect(told).toEqual([])
  free = 499 * MB
  await hands.clock.pass(30_000)
  free = 450 * MB
  await hands.clock.pass(30_000)
  expect(told).toEqual([`499 at ${WORKTREES}`])
  free = 549 * MB
  await hands.clock.pass(30_000)
  expect(told).toHaveLength(1)
  free = 550 * MB
  await hands.clock.pass(30_000)
  expect(told).toEqual([`499 at ${WORKTREES}`, 'room'])
  sensor.close()
  free = 0
  await hands.clock.pass(60_000)
  expect(told).toHaveLength(2)
})

test('a disk that is full at the start is known before any work begins', async () => {
  const { sensor, told } = watching(async () => 3 * MB)
  await sensor.prepared
  sensor.begin()
  expect(told).toHaveLength(1)
  sensor.close()
})

test('the czar waits for no disk that does not answer, and a disk without figures does not count as full', async () => {
  const { hands, sensor, told } = watching(path => (path === WORKTREES ? Promise.resolve(null) : new Promise(() => {})))
  let isReady = false
  void sensor.prepared.then(() => {
    isReady = true
  })
  await hands.clock.pass(999)
  expect(isReady).toBe(false)
  await hands.clock.pass(1)
  expect(isReady).toBe(true)
  sensor.begin()
  expect(told).toEqual([])
  sensor.close()
})
