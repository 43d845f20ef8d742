import { chmod } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { claimSocketPath } from './claim-socket.ts'
import type { CzarDoor } from './door.ts'
import { makeRoutes } from './routes.ts'
import { keepStreamClients, type StreamClients } from './streams/stream-clients.ts'
import type { StreamPace } from './streams/stream-pace.ts'

const PACE: StreamPace = { beatMs: 15_000, slowAfterMs: 10_000, gapMs: 50 }
const MAX_CONNECTIONS = 128
/** Answers under way when the czar stops (to `czar stop` itself) may still be sent. */
const LAST_ANSWERS_MS = 1_000

export interface ApiServer {
  /** Ends the streams, lets answers under way finish, and takes the socket file away. */
  close(): Promise<void>
}

/** Opens the czar's local interface: HTTP over a unix socket that only its owner can reach. */
export async function serveApi(door: CzarDoor, { socketPath, pace = PACE }: { socketPath: string; pace?: StreamPace }): Promise<ApiServer> {
  await claimSocketPath(socketPath)
  const clients = keepStreamClients(pace)
  const app = makeRoutes(door, { clients, gapMs: pace.gapMs })
  const server = createServer({ requestTimeout: 10_000 }, getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  server.maxConnections = MAX_CONNECTIONS
  await listen(server, socketPath)
  // Between bind and here the directory's 0700 keeps others out.
  await chmod(socketPath, 0o600)
  return { close: () => close(server, clients) }
}

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function close(server: Server, clients: StreamClients): Promise<void> {
  clients.close()
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  const timer = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS)
  await closed
  clearTimeout(timer)
}
