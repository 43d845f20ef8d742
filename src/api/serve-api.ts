import { chmod } from 'node:fs/promises'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { launchLine } from '../core/model/gave-up.ts'
import { claimSocketPath } from './claim-socket.ts'
import type { CzarDoor } from './door.ts'
import type { Identify } from './identify.ts'
import { loadSoon } from './load-soon.ts'
import { keepStreamClients, type StreamClients } from './streams/stream-clients.ts'
import type { StreamPace } from './streams/stream-pace.ts'

const PACE: StreamPace = { beatMs: 15_000, slowAfterMs: 10_000, gapMs: 50, calmGapMs: 150 }
const MAX_CONNECTIONS = 128
/** How long after the start the routes are loaded. By then the agents have their tasks. */
const LOAD_AFTER_MS = 4_000
/** How long a czar that stops waits until its last answers are sent. One of them may be the answer to `czar stop`. */
const LAST_ANSWERS_MS = 1_000

export interface ApiServer {
  /** Ends the streams, lets pending answers finish, and removes the socket file. */
  close(): Promise<void>
}

export interface ServeOptions {
  readonly socketPath: string
  readonly pace?: StreamPace
  /** Finds out who calls. If it is absent, callers are not identified. */
  readonly asker?: { accept(socket: Socket): void; readonly identify: Identify }
  /** Loads the routes, some time after the start. */
  readonly loadRoutes?: () => Promise<Pick<typeof import('./routes.ts'), 'listenerOf'>>
}

/** Opens the czar's local API: HTTP over a unix socket that only its owner can reach. */
export async function serveApi(
  door: CzarDoor,
  { socketPath, pace = PACE, asker, loadRoutes = () => import('./routes.ts') }: ServeOptions,
): Promise<ApiServer> {
  await claimSocketPath(socketPath)
  const clients = keepStreamClients(pace)
  const routes = loadSoon(
    async () =>
      (await loadRoutes()).listenerOf(door, { clients, gapMs: pace.gapMs, calmGapMs: pace.calmGapMs, identify: asker?.identify ?? null }),
    LOAD_AFTER_MS,
  )
  // In Node 24, an `import` of node:http runs code for all its exports, including parts of fetch, which takes 55 ms of a launch.
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    routes
      .part()
      .then(listener => listener(request, response))
      .catch((error: unknown) => answerFailure({ request, response, file: door.view().file }, error))
  })
  server.maxConnections = MAX_CONNECTIONS
  if (asker !== undefined) server.on('connection', socket => asker.accept(socket))
  await listen(server, socketPath)
  // Before chmod has run, the mode 0700 of the directory keeps other users out.
  await chmod(socketPath, 0o600)
  return {
    close() {
      routes.close()
      return close(server, clients)
    },
  }
}

/** The answer if the routes cannot be loaded. Most likely the program's files were removed while the czar ran. */
function answerFailure(
  { request, response, file }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly file: string },
  error: unknown,
): void {
  // The answer has already begun, so it can only be cut off.
  if (response.headersSent) return void response.destroy()
  request.resume()
  const message = `this czar cannot answer: ${String(error)}`
  // After a kill, the czar leaves its agents running. Without the API it cannot take a command to do so.
  const hint = `kill ${process.pid}   # and when it has gone: ${launchLine({ file: file || 'FILE' })}`
  response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: false, message, hint }))
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
