import { connect, type Socket } from 'node:net'
import { createApiClient } from '../../src/api/client.ts'

export interface ClientCounts {
  /** How many clients follow the state of the fleet. */
  readonly views: number
  /** How many clients follow the events. */
  readonly events: number
}

/** The clients of a czar. They record when the first client of each kind saw each event, in ms since the epoch. */
export interface Clients {
  readonly viewed: ReadonlyMap<number, number>
  readonly streamed: ReadonlyMap<number, number>
  leave(): void
}

/**
 * Connects the clients. The first client of each kind is czar's own client. The others are bare sockets. If there are two or more of a
 * kind, one of them never reads.
 */
export async function connectClients(socketPath: string, { views, events }: ClientCounts): Promise<Clients> {
  const client = createApiClient({ socketPath, project: 'clients', launchHint: () => 'czar launch FILE' })
  const viewed = new Map<number, number>()
  const streamed = new Map<number, number>()
  let last = (await client.state()).seq
  const onView = ({ seq }: { seq: number }) => {
    for (; last < seq; last++) viewed.set(last + 1, wallMs())
  }
  const sockets = [...rawClients(socketPath, '/v1/watch', views - 1), ...rawClients(socketPath, '/v1/stream', events - 1)]
  const watch = views > 0 ? await client.watch(onView) : null
  const stream = events > 0 ? await client.stream(last, ({ seq }) => streamed.set(seq, wallMs())) : null
  return {
    viewed,
    streamed,
    leave() {
      for (const socket of sockets) socket.destroy()
      watch?.close()
      stream?.close()
    },
  }
}

function rawClients(socketPath: string, path: string, count: number): readonly Socket[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const socket = connect(socketPath)
    socket.on('error', () => {})
    socket.write(`GET ${path} HTTP/1.1\r\nHost: czar\r\n\r\n`)
    return index === 0 ? socket.pause() : socket.resume()
  })
}

function wallMs(): number {
  return performance.timeOrigin + performance.now()
}
