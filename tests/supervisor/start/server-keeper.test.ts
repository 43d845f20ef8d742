import { expect, test } from 'vitest'
import { keepServer } from '../../../src/supervisor/start/server-keeper.ts'
import { settled } from '../../support/fakes/clock.ts'
import { someHands } from '../../support/fakes/hands.ts'

const goingOn = new AbortController().signal

test('all callers that need the tmux server wait for the same start', async () => {
  const hands = someHands()
  const server = keepServer(hands)
  await Promise.allSettled([server.ready(), server.ready()])
  await server.ready()
  expect(hands.terminal.done.filter(what => what === 'start')).toEqual(['start'])
})

test('a tmux server that does not start is tried again, ten times at most, and a later caller tries anew', async () => {
  const hands = someHands()
  hands.terminal.failingStarts = 10
  const server = keepServer(hands)
  const first = server.ready()
  first.catch(() => {})
  await hands.clock.pass(20_000)
  await expect(first).rejects.toThrow('no server')
  expect(hands.terminal.done).toHaveLength(10)
  await expect(server.ready()).resolves.toBeUndefined()
})

test('a lost tmux server is started again without a caller', async () => {
  const hands = someHands()
  const server = keepServer(hands)
  await server.ready()
  server.lost()
  await settled()
  expect(hands.terminal.done.filter(what => what === 'start')).toHaveLength(2)
})

test('a tmux server is started a little after the czar, or when a caller first needs it', async () => {
  const hands = someHands()
  const starts = () => hands.terminal.done.filter(what => what === 'start').length
  const server = keepServer(hands)
  const standing = server.readyAfter(100, goingOn)
  await hands.clock.pass(99)
  expect(starts()).toBe(0)
  await hands.clock.pass(1)
  await standing
  expect(starts()).toBe(1)
  const other = keepServer(hands)
  const later = other.readyAfter(100, goingOn)
  await other.ready()
  await later
  expect(starts()).toBe(2)
})

test('a czar that ends before any caller needs a tmux server starts none', async () => {
  const hands = someHands()
  const aborter = new AbortController()
  const standing = keepServer(hands).readyAfter(100, aborter.signal)
  aborter.abort()
  await hands.clock.pass(100)
  await standing
  expect(hands.terminal.done).not.toContain('start')
})
