import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/until.ts'
import { type FakeDoor, fakeDoor, note } from './fake-door.ts'
import { openApi, rawStream } from './open-api.ts'

test('a stream is plain text after its head, and ends with its connection', async () => {
  const { door, socketPath, server } = await openApi()
  const { socket, text } = rawStream(socketPath, '/v1/stream?after=0')
  await until(() => text().includes(': czar'))
  door.append(note('x'))
  await server.close()
  if (!socket.readableEnded) await once(socket, 'end')
  const [head = '', body] = text().split(/\r\n\r\n(.*)/s)
  expect(head.toLowerCase()).toContain('connection: close')
  expect(head.toLowerCase()).not.toContain('transfer-encoding')
  const event = { kind: 'czar.stopped', reason: 'x', seq: 1, at: 1_000 }
  expect(body).toBe(`: czar\n\nid: 1\nevent: journal\ndata: ${JSON.stringify(event)}\n\n`)
})

test('a HEAD request gets the head and no stream', async () => {
  const { door, socketPath } = await openApi()
  const text = await exchange(socketPath, 'HEAD /v1/stream HTTP/1.1\r\nHost: czar\r\n\r\n')
  expect(text.toLowerCase()).toMatch(/^http\/1\.1 200 ok\r\n.*content-type: text\/event-stream.*\r\n\r\n$/s)
  expect(door.listeners()).toBe(0)
})

test('a stream that is requested on a connection with an unanswered call is refused', async () => {
  const answer = Promise.withResolvers<{ ok: true; message: string }>()
  const isAsked = Promise.withResolvers<void>()
  const perform = () => {
    isAsked.resolve()
    return answer.promise
  }
  const door: FakeDoor = { ...fakeDoor(), perform }
  const { socketPath } = await openApi({}, door)
  const command = 'POST /v1/commands HTTP/1.1\r\nHost: czar\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n'
  const stream = 'GET /v1/stream HTTP/1.1\r\nHost: czar\r\nConnection: close\r\n\r\n'
  const text = exchange(socketPath, `${command}{"verb":"verify","worker":"api"}${stream}`)
  await isAsked.promise
  answer.resolve({ ok: true, message: 'first' })
  expect(await text).toMatch(/200 OK.*"first".*400 Bad Request.*no earlier call waits for its answer/s)
  expect(door.listeners()).toBe(0)
})

test('a czar that stops does not wait for a client that reads nothing', async () => {
  const { door, socketPath, server } = await openApi({ slowAfterMs: 60_000 })
  const slow = rawStream(socketPath, '/v1/stream')
  await until(() => slow.text().includes(': czar'))
  slow.socket.pause()
  door.append(note('x'.repeat(5_000_000)))
  await server.close()
  await until(() => door.listeners() === 0)
})

/** Sends the whole request at once, and reads until the czar ends the connection. */
async function exchange(socketPath: string, request: string): Promise<string> {
  const socket = connect(socketPath)
  onTestFinished(() => {
    socket.destroy()
  })
  socket.write(request)
  return (await socket.setEncoding('utf8').toArray()).join('')
}
