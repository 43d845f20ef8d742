import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import * as routes from '../../src/api/routes.ts'
import type { ServeOptions } from '../../src/api/serve-api.ts'
import { ToolError } from '../../src/core/model/errors.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { until } from '../support/until.ts'
import { type FakeDoor, fakeDoor, note } from './fake-door.ts'
import { openApi, rawStream } from './open-api.ts'

const tell = { verb: 'tell', worker: 'api' as WorkerId, text: 'x' } as const

test('an error within a call becomes its answer, with a hint if there is one, and other calls work', async () => {
  const door = fakeDoor()
  const broken = new ToolError('tmux does not answer', { command: ['tmux'], stderr: '', reason: 'timeout', hint: 'tmux ls' })
  const failing: FakeDoor = {
    ...door,
    results: () => {
      throw new Error('no such table')
    },
    perform: () => Promise.reject(broken),
  }
  const { client, socketPath } = await openApi({}, failing)
  const stream = rawStream(socketPath, '/v1/stream?after=0')
  await until(() => stream.text().includes(': czar'))

  await expect(client.perform(tell)).rejects.toMatchObject({
    code: 'api',
    message: 'the czar of gateway refused POST /v1/commands: tmux does not answer',
    hint: 'tmux ls',
  })
  const results = rawStream(socketPath, '/v1/results')
  await until(() => results.text().endsWith('}'))
  expect(results.text()).toMatch(/^HTTP\/1\.1 500 .*\{"ok":false,"message":"no such table","hint":null\}$/s)

  expect(await client.state()).toMatchObject({ project: 'gateway' })
  door.append(note('it goes on'))
  await until(() => stream.text().includes('it goes on'))
})

test('a czar whose program file was removed reports this and the command that ends it, and answers again when the file is back', async () => {
  let isAway = true
  const { client, socketPath } = await openWith(async () => {
    if (isAway) throw new Error("Cannot find module '/opt/czar/dist/routes.js'")
    return routes
  })
  const away = {
    code: 'api',
    message: expect.stringContaining("this czar cannot answer: Error: Cannot find module '/opt/czar/dist/routes.js'"),
    hint: `kill ${process.pid}   # and when it has gone: czar launch /repo/czar.yaml`,
  }
  await expect(client.state()).rejects.toMatchObject(away)
  await expect(client.watch(() => {})).rejects.toMatchObject(away)
  await expect(client.perform({ ...tell, text: 'x'.repeat(90_000) })).rejects.toMatchObject(away)

  const kept = rawStream(socketPath, '/v1/state')
  await until(() => kept.text().includes('"ok":false'))
  isAway = false
  kept.socket.write('GET /v1/state HTTP/1.1\r\nHost: czar\r\n\r\n')
  await until(() => kept.text().includes('"project":"gateway"'))
})

test('an answer that fails after its head is cut off, and other answers are not', async () => {
  const { client, socketPath } = await openWith(async () => ({
    listenerOf: (...given) => {
      const listener = routes.listenerOf(...given)
      return async (request, response) => {
        if (request.url !== '/broken') return listener(request, response)
        ;(response as ServerResponse).writeHead(200, { 'content-length': 10 }).write('half')
        throw new Error('broken')
      }
    },
  }))
  const stream = rawStream(socketPath, '/v1/watch')
  await until(() => stream.text().includes('"project":"gateway"'))
  const broken = rawStream(socketPath, '/broken')
  await until(() => broken.socket.closed)
  expect(broken.text()).not.toContain('cannot answer')
  expect(await client.state()).toMatchObject({ project: 'gateway' })
  expect(stream.socket.closed).toBe(false)
})

function openWith(loadRoutes: NonNullable<ServeOptions['loadRoutes']>) {
  return openApi({}, fakeDoor(), { loadRoutes })
}
