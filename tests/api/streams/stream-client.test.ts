import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { sendTo } from '../../../src/api/streams/stream-client.ts'

const PACE = { beatMs: 60_000, slowAfterMs: 10_000, gapMs: 0, calmGapMs: 0 }

test('a client that took no data at two checks, each after the limit, is cut off', () => {
  const { client, socket } = aClient()
  client.check(performance.now() + 20_000)
  expect(socket.isDestroyed).toBe(false)
  client.check(performance.now() + 21_000)
  expect(socket.isDestroyed).toBe(true)
})

test('a client that took the data while the machine stood still is not cut off', () => {
  const { client, socket } = aClient()
  client.check(performance.now() + 20_000)
  socket.taken()
  expect(socket.written).toBe(2)
  // The second text has a time limit of its own.
  client.check(performance.now() + 1_000)
  client.check(performance.now() + 20_000)
  expect(socket.isDestroyed).toBe(false)
})

/** A client that takes a text when the test says so. */
function aClient() {
  let onTaken = () => {}
  const socket = {
    isDestroyed: false,
    written: 0,
    taken: () => onTaken(),
    write(_bytes: Buffer, callback: () => void) {
      socket.written += 1
      onTaken = callback
    },
    destroy() {
      socket.isDestroyed = true
    },
  }
  const source = { subscribe: () => () => {}, next: () => Buffer.from('text') }
  return { client: sendTo(socket as unknown as Socket, source, PACE), socket }
}
