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

test('that there is little room is told once, where there is least, and that there is enough when there clearly is', async () => {
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

test('a disk that is full at the start is known before anything is begun', async () => {
  const { sensor, told } = watching(async () => 3 * MB)
  await sensor.prepared
  sensor.begin()
  expect(told).toHaveLength(1)
  sensor.close()
})

test('nobody waits for a disk that does not answer, and one that tells nothing is not full', async () => {
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
