import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createApiClient } from '../../src/api/client.ts'
import { type ServeOptions, serveApi } from '../../src/api/serve-api.ts'
import type { StreamPace } from '../../src/api/streams/stream-pace.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { type FakeDoor, fakeDoor } from './fake-door.ts'

/** Time limits with short heartbeats, and much patience with slow clients. */
export const SOON = { beatMs: 20, slowAfterMs: 600_000 }

/** Opens the API of a czar on a socket of its own. If the test says nothing else, it is patient with slow clients. */
export async function openApi(pace: Partial<StreamPace> = {}, door: FakeDoor = fakeDoor(), more: Pick<ServeOptions, 'loadRoutes'> = {}) {
  const socketPath = join(await temporaryDirectory(), 'gateway.api')
  const server = await serveApi(door, {
    socketPath,
    pace: { beatMs: 60_000, slowAfterMs: 60_000, gapMs: 1, calmGapMs: 1, ...pace },
    ...more,
  })
  onTestFinished(() => server.close())
  return { door, socketPath, server, client: createApiClient({ socketPath, project: 'gateway', launchHint: () => 'czar launch FILE' }) }
}

/** A client that is only a socket, so that a test can make it behave as badly as it likes. */
export function rawStream(socketPath: string, path: string): { socket: Socket; text: () => string } {
  let text = ''
  const socket = connect(socketPath)
  socket.setEncoding('utf8').on('data', chunk => {
    text += chunk
  })
  socket.on('error', () => {})
  socket.write(`GET ${path} HTTP/1.1\r\nHost: czar\r\n\r\n`)
  onTestFinished(() => {
    socket.destroy()
  })
  return { socket, text: () => text }
}
