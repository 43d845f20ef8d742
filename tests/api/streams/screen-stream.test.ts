import { expect, test } from 'vitest'
import type { ScreenView } from '../../../src/core/views/screen.ts'
import { passingTime } from '../../support/passing-time.ts'
import { until } from '../../support/until.ts'
import { openApi, rawStream, SOON } from '../open-api.ts'

const PATH = '/v1/workers/api/screen'
const aScreen = (...lines: readonly string[]): ScreenView => ({ worker: 'api', columns: 80, rows: 24, lines: [...lines] })

test('each new screen arrives, and the end of the session after the last screen', async () => {
  const { door, client } = await openApi()
  const seen: ScreenView[] = []
  const stream = await client.watchScreen('api', screen => seen.push(screen))
  await until(() => door.watchers('api') === 1)
  door.draw('api', aScreen('漢字 🙂', '', 'data: x'))
  await until(() => seen.length === 1)
  door.draw('api', aScreen('last words'))
  door.draw('api', null)
  expect(await stream.ended).toBe('gone')
  expect(seen).toEqual([aScreen('漢字 🙂', '', 'data: x'), aScreen('last words')])
  // In Node 22, the server learns later than the client that a connection has ended.
  await until(() => door.watchers('api') === 0)
})

test.each(['nobody', 'constructor', '../state'])('the screen of %s is refused, and the error lists the existing names', async name => {
  const { client, door } = await openApi()
  await expect(client.watchScreen(name, () => {})).rejects.toMatchObject({
    message: expect.stringContaining(`there is no worker "${name}"`),
    hint: 'workers: api',
  })
  expect(door.watchers(name)).toBe(0)
})

test('after a client closes, the screen is no longer watched', async () => {
  const { door, client } = await openApi()
  const stream = await client.watchScreen('api', () => {})
  await until(() => door.watchers('api') === 1)
  stream.close()
  expect(await stream.ended).toBe('cut off')
  await until(() => door.watchers('api') === 0)
})

test('a slow client gets the newest screen, and skips older ones', async () => {
  const { door, socketPath } = await openApi()
  const slow = rawStream(socketPath, PATH)
  await until(() => door.watchers('api') === 1)
  slow.socket.pause()
  for (let count = 1; count <= 100; count++) {
    door.draw('api', aScreen(`${count} `.padEnd(500_000, 'x')))
    await new Promise(setImmediate)
  }
  slow.socket.resume()
  await until(() => slow.text().includes('["100 '))
  expect(slow.text().split('event: screen').length - 1).toBeLessThan(10)
})

test('a client that reads nothing is dropped', async () => {
  const pass = passingTime()
  const { door, socketPath } = await openApi(SOON)
  const slow = rawStream(socketPath, PATH)
  await until(() => door.watchers('api') === 1)
  slow.socket.pause()
  for (let count = 1; count <= 5; count++) {
    door.draw('api', aScreen('x'.repeat(2_000_000)))
    await new Promise(setImmediate)
  }
  expect(door.watchers('api')).toBe(1)
  pass(SOON.slowAfterMs)
  await until(() => door.watchers('api') === 0)
})

test('a screen on which nothing changes sends a heartbeat', async () => {
  const { socketPath } = await openApi({ beatMs: 20 })
  const { text } = rawStream(socketPath, PATH)
  await until(() => text().split(': beat').length > 3)
})
