import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serveApi } from '../../../src/api/serve-api.ts'
import { lookAtFleet } from '../../../src/cli/client/look-at-fleet.ts'
import { openClient } from '../../../src/cli/client/open-client.ts'
import { projectPlaceOf } from '../../../src/cli/project/project-place.ts'
import { fakeDoor } from '../../api/fake-door.ts'
import { startChild } from '../../support/start-child.ts'
import { until } from '../../support/until.ts'
import { aStateDir } from '../support/a-state-dir.ts'

async function aPlace() {
  const state = await aStateDir()
  return projectPlaceOf('gateway', await state.project('gateway'), state.env)
}

async function aHolder(directory: string) {
  const child = startChild(new URL('../../adapters/journal/children/hold-lock.ts', import.meta.url), directory)
  await until(() => child.lines.includes('held'))
  return child
}

test('a command waits for a czar that is starting and does not listen yet', async () => {
  const place = await aPlace()
  await aHolder(place.directory)
  const connects = vi.spyOn(Socket.prototype, 'connect')
  onTestFinished(() => connects.mockRestore())
  const asked = openClient(place).position()
  await until(() => connects.mock.calls.length >= 2)
  const early = await Promise.race([asked, Promise.resolve('nobody listens')])
  expect(early).toBe('nobody listens')
  const server = await serveApi(fakeDoor(), { socketPath: place.sockets.api })
  onTestFinished(() => server.close())
  expect(await asked).toEqual(expect.any(Number))
})

test('a command does not wait if no czar is starting, or if that czar has gone', async () => {
  const place = await aPlace()
  const gone = { code: 'precondition', message: 'no czar is running for gateway' }
  await expect(openClient(place).position()).rejects.toMatchObject(gone)
  const holder = await aHolder(place.directory)
  const refused = expect(openClient(place).perform({ verb: 'stop', worker: null })).rejects.toMatchObject(gone)
  await holder.kill()
  await refused
})

test('a czar of another version is reported at once, because it answers', async () => {
  const place = await aPlace()
  await aHolder(place.directory)
  let requests = 0
  const server = createServer((_, response) => {
    requests++
    response.end('{"words":"of another version"}')
  })
  onTestFinished(() => void server.close())
  await mkdir(place.sockets.directory, { recursive: true, mode: 0o700 })
  await new Promise<void>(resolve => server.listen(place.sockets.api, resolve))
  await expect(openClient(place).position()).rejects.toThrow('sent an answer that this version of czar does not understand')
  await expect(lookAtFleet(place)).rejects.toThrow('sent an answer that this version of czar does not understand')
  expect(requests, 'one request for each call').toBe(2)
})
