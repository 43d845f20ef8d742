import { expect, test } from 'vitest'
import { createRemoteSensor } from '../../../../src/supervisor/sensors/git/remote-sensor.ts'
import { settled } from '../../../support/fakes/clock.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aStory } from '../../../support/worlds/story.ts'
import { happen } from '../../../support/worlds/world.ts'

type Answer = Awaited<ReturnType<ReturnType<typeof someHands>['git']['fetch']>>

function watching(answer: (signal?: AbortSignal) => Promise<Answer>, remote: string | null = 'origin') {
  const world = aStory({ remote })
  const hands = someHands(world)
  const log = { asked: 0, looks: 0, told: [] as (string | null)[] }
  hands.git.fetch = signal => {
    log.asked += 1
    return answer(signal)
  }
  const sensor = createRemoteSensor(
    {
      hands,
      state: () => world.state,
      observe: (...events) => {
        log.told.push(...events.map(event => (event.kind === 'git.fetched' ? event.problem : event.kind)))
        happen(world, ...events)
      },
    },
    () => {
      log.looks += 1
    },
  )
  return { hands, sensor, log }
}

test('the remote is fetched before any work, and every three minutes, earlier after a failure; its trouble is reported at begin and end', async () => {
  const answers = [null, 'gone', 'gone, in other words', null].map(reason => ({ ok: reason === null, reason }))
  const { hands, sensor, log } = watching(async () => answers.shift() ?? { ok: true, reason: null })
  await sensor.prepared
  expect(log).toEqual({ asked: 1, looks: 0, told: [] })
  sensor.begin()
  await settled()
  expect(log).toEqual({ asked: 1, looks: 1, told: [] })
  await hands.clock.pass(180_000)
  expect(log).toEqual({ asked: 2, looks: 1, told: ['gone'] })
  await hands.clock.pass(2 * 30_000)
  expect(log).toEqual({ asked: 4, looks: 2, told: ['gone', null] })
  sensor.close()
  await hands.clock.pass(180_000)
  expect(log.asked).toBe(4)
})

test('the czar does not wait for a remote that does not answer, and cancels the fetch at the end', async () => {
  const fetching = Promise.withResolvers<Answer>()
  let cutOff = false
  const { hands, sensor, log } = watching(signal => {
    signal?.addEventListener('abort', () => {
      cutOff = true
      fetching.resolve({ ok: false, reason: 'cut off' })
    })
    return fetching.promise
  })
  let isReady = false
  void sensor.prepared.then(() => {
    isReady = true
  })
  await hands.clock.pass(4_999)
  expect(isReady).toBe(false)
  await hands.clock.pass(1)
  expect(isReady).toBe(true)
  sensor.begin()
  await hands.clock.pass(600_000)
  expect(log.asked).toBe(1)
  sensor.close()
  await settled()
  expect(cutOff).toBe(true)
  expect(log.told).toEqual([])
})

test('a project without a remote fetches nothing', async () => {
  const { hands, sensor, log } = watching(async () => ({ ok: true, reason: null }), null)
  await sensor.prepared
  sensor.begin()
  await hands.clock.pass(600_000)
  expect(log.asked).toBe(0)
  sensor.close()
})
