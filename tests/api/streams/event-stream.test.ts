import { expect, test } from 'vitest'
import { passingTime } from '../../support/passing-time.ts'
import { until } from '../../support/until.ts'
import { note } from '../fake-door.ts'
import { openApi, rawStream, SOON } from '../open-api.ts'

test('events arrive as they happen, in order and each once', async () => {
  const { door, client } = await openApi()
  const seen: number[] = []
  const stream = await client.stream(0, event => seen.push(event.seq))
  for (let index = 0; index < 1_000; index += 1) door.append(note('x'))
  await until(
    () => seen.length,
    count => count >= 1_000,
  )
  expect(seen).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1))
  stream.close()
  expect(await stream.ended).toBe(1_000)
})

test('a client that reconnects with the last number it saw gets every later event once', async () => {
  const { door, client } = await openApi()
  const seen: number[] = []
  const first = await client.stream(0, event => seen.push(event.seq))
  door.append(note('a'))
  await until(() => seen.length === 1)
  first.close()
  const last = await first.ended
  door.append(note('while away'))
  await client.stream(last, event => seen.push(event.seq))
  door.append(note('b'))
  await until(() => seen.length === 3)
  expect(seen).toEqual([1, 2, 3])
})

test('a client without a position gets only later events', async () => {
  const { door, socketPath } = await openApi()
  door.append(note('old'))
  const { text } = rawStream(socketPath, '/v1/stream')
  await until(() => text().includes(': czar'))
  door.append(note('new'))
  await until(() => text().includes('id: 2'))
  expect(text()).not.toContain('id: 1')
})

test('text with line breaks and other scripts arrives unchanged, wherever the stream is split', async () => {
  const { door, client } = await openApi()
  const texts: string[] = []
  await client.stream(0, event => texts.push(event.kind === 'czar.stopped' ? event.reason : ''))
  const text = 'data: id: 7\n\nevent: x\r\n漢字🙂'.repeat(5_000)
  door.append(note(text))
  await until(() => texts.length === 1)
  expect(texts).toEqual([text])
})

test('a client that stops reading is dropped, and other clients are served meanwhile', async () => {
  const pass = passingTime()
  const { door, client, socketPath } = await openApi(SOON)
  const slow = rawStream(socketPath, '/v1/stream')
  await until(() => slow.text().includes(': czar'))
  slow.socket.pause()
  const seen: number[] = []
  const other = await client.stream(0, event => seen.push(event.seq))
  for (let index = 0; index < 60; index += 1) door.append(note('x'.repeat(100_000)))
  await until(() => seen.length === 60)
  other.close()
  await until(() => door.listeners() === 1)
  pass(SOON.slowAfterMs)
  await until(() => door.listeners() === 0)
  expect(await client.state()).toMatchObject({ seq: 60 })
})

test('a client that is gone leaves no subscription', async () => {
  const { door, client, socketPath } = await openApi()
  const stream = await client.stream(0, () => {})
  const dead = rawStream(socketPath, '/v1/stream')
  await until(() => dead.text().includes(': czar'))
  expect(door.listeners()).toBe(1)
  stream.close()
  dead.socket.destroy()
  await until(() => door.listeners() === 0)
})

test('a quiet stream sends a heartbeat', async () => {
  const { socketPath } = await openApi({ beatMs: 20 })
  const { text } = rawStream(socketPath, '/v1/stream')
  await until(() => text().split(': beat').length > 3)
})

test('a czar that stops ends its streams at once, after its last event', async () => {
  const { client, server, door } = await openApi()
  const stream = await client.stream(0, () => {})
  door.append(note('finished'))
  await server.close()
  expect(await stream.ended).toBe(1)
})

test('a listener that throws ends its stream, and the error is logged', async () => {
  const { door, client } = await openApi()
  const fault = new Error('the listener is broken')
  const stream = await client.stream(0, () => {
    throw fault
  })
  door.append(note('a'))
  await expect(stream.ended).rejects.toBe(fault)
  await until(() => door.listeners() === 0)
})

test('a client that keeps up costs no reading of the journal, wherever it began', async () => {
  const { door, client } = await openApi()
  for (let index = 0; index < 500; index += 1) door.append(note('old'))
  const seen = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const numbers: number[] = []
      await client.stream(index, event => numbers.push(event.seq))
      return { first: index + 1, numbers }
    }),
  )
  await until(() => seen.every(({ numbers }) => numbers.at(-1) === 500))
  const before = door.reads()
  door.append(note('new'))
  await until(() => seen.every(({ numbers }) => numbers.at(-1) === 501))
  expect(seen.map(({ numbers }) => numbers)).toEqual(seen.map(({ first }) => Array.from({ length: 502 - first }, (_, at) => first + at)))
  expect(door.reads() - before).toBe(0)
})
