import { expect, test } from 'vitest'
import type { Event } from '../../../src/core/events/event.ts'
import { ForgeError } from '../../../src/core/model/errors.ts'
import type { ForgePort } from '../../../src/core/ports/forge-port.ts'
import { createForgeSensor } from '../../../src/supervisor/sensors/forge-sensor.ts'
import { aProvenWorker } from '../../support/builders/a-proven-worker.ts'
import { aFoundRequest, COMMIT, someForge } from '../../support/fakes/forge.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { say } from '../../support/worlds/story.ts'

/** A world in which worker one has an open pull request. `looks` counts how often czar looked at the request. */
function aScene(over: Partial<ForgePort> = {}) {
  const world = aProvenWorker()
  const told: Event[] = []
  const looks: number[] = []
  const { forge } = someForge(null, {
    look: async () => ({ requests: [aFoundRequest()], againMs: 15_000 }),
    ...over,
  })
  const hands = someHands(world)
  const look: ForgePort['look'] = async (...args) => {
    looks.push(hands.clock.now())
    return forge.look(...args)
  }
  const opened = {
    ...{ kind: 'pull_request.opened', worker: 'one', task: 'one', branch: 'feat/one', commit: COMMIT, isFound: false, problem: null },
    request: { number: 7, url: 'https://forge/7', standing: 'open', isDraft: false, head: COMMIT, mergeCommit: null },
  } as unknown as Event
  say(world, opened)
  const sensor = createForgeSensor({
    hands: Object.assign(hands, { forge: { ...forge, look } }),
    state: () => world.state,
    observe: (...events) => {
      told.push(...events.filter(({ kind }) => kind !== 'pull_request.checked'))
      say(world, ...events)
    },
  })
  return { world, hands, sensor, told, looks, opened }
}

test('a token that is refused while only readings run is reported, and so is its end', async () => {
  let isDenied = true
  const look: ForgePort['look'] = async () => {
    if (isDenied) throw new ForgeError('Bad credentials', { reason: 'denied' })
    return { requests: [aFoundRequest()], againMs: 15_000 }
  }
  const { hands, sensor, told, world } = aScene({ look })
  await sensor.begin?.()
  expect(told).toMatchObject([{ kind: 'pull_request.delayed', because: 'denied', isLook: true }])
  isDenied = false
  await hands.clock.pass(60_000)
  expect(told.slice(1)).toMatchObject([{ kind: 'pull_request.reached' }])
  expect(world.state.forge.trouble).toBeNull()
})

test('a successful reading does not end the trouble of a failed push', async () => {
  const { hands, sensor, told, world } = aScene()
  say(world, { kind: 'pull_request.delayed', because: 'unreachable', reason: 'no route', until: null })
  await sensor.begin?.()
  await hands.clock.pass(60_000)
  expect([told, world.state.forge.trouble?.count]).toEqual([[], 1])
})

test('a pull request that is opened during a reading does not start a second series of readings', async () => {
  const { hands, sensor, looks, opened } = aScene()
  const begun = sensor.begin?.()
  sensor.onEvents?.([opened as never])
  await begun
  looks.length = 0
  await hands.clock.pass(150_000)
  expect(looks).toHaveLength(10)
})

test("the next reading comes when GitHub's request budget allows it, and none comes after the sensor is closed", async () => {
  const { hands, sensor, looks } = aScene({ look: async () => ({ requests: [aFoundRequest()], againMs: 300_000 }) })
  await sensor.begin?.()
  await hands.clock.pass(299_000)
  expect(looks).toHaveLength(1)
  await hands.clock.pass(1_000)
  expect(looks).toHaveLength(2)
  await sensor.close?.()
  await hands.clock.pass(900_000)
  expect(looks).toHaveLength(2)
})
