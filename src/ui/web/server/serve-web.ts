import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { PreconditionError } from '../../../core/model/errors.ts'
import { createAccess } from './access.ts'
import { createHubs } from './live/hubs.ts'
import { servePage } from './live/live-page.ts'
import { serveTerminal } from './live/terminal-page.ts'
import { type Origins, whyNotFromPage, whyRefused } from './origins.ts'
import { readPageFiles } from './page-files.ts'
import { makeRoutes } from './routes.ts'
import type { WebDoor } from './web-door.ts'

export interface WebOptions {
  readonly host: string
  /** 0: the system chooses a free port. */
  readonly port: number
  readonly tls: { readonly cert: string; readonly key: string } | null
  readonly proxy: Origins['proxy']
  /** The address under which people reach the page through a proxy or a tunnel, such as `https://czar.example.org`. */
  readonly address: string | null
  readonly isReadOnly: boolean
  /** The secret part of the link. */
  readonly token: string
  /** The directory with the built page. */
  readonly pageDirectory: string
}

export interface WebServer {
  /** The link that lets a browser in. It holds the token. */
  readonly link: string
  readonly port: number
  close(): Promise<void>
}

const LIVE_PATH = '/api/live'
const TERMINAL_PATH = '/api/terminal'
/** Each open terminal is a process of tmux. */
const MAX_TERMINALS = 20
const MAX_PAGES = 200
/** The longest text that a page sends over one of its connections. */
const MAX_WISH_BYTES = 4_096

/**
 * The limits for a client that has not been let in. Slow and idle clients are disconnected, so that they leave room for others. A browser
 * sends the cookies of all programs on 127.0.0.1 to every port. So the head of a request may be longer than Node's default of 16 kB.
 */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 65_536 } as const
const HANDSHAKE_MS = 10_000
/** Each open page uses one connection, and a browser briefly opens up to six more. */
const MAX_CONNECTIONS = 500

/** Serves the page. Only browsers that the link has let in can read anything. */
export async function serveWeb(door: WebDoor, options: WebOptions): Promise<WebServer> {
  const { host, tls, proxy, address, isReadOnly } = options
  const files = readPageFiles(options.pageDirectory)
  const server = makeServer(tls)
  server.maxConnections = MAX_CONNECTIONS
  const port = await listen(server, options)
  const hubs = createHubs(door)
  const access = createAccess({ token: options.token, port })
  const origins = { allowed: addressesOf({ host, port, isTls: tls !== null, address }), proxy }
  const isSecure = origins.allowed[0]?.startsWith('https:') === true
  const routes = makeRoutes({ version: door.version, isReadOnly, isSecure, access, origins: () => origins, hubs, files })
  server.on('request', getRequestListener(routes.fetch, { overrideGlobalObjects: false }))
  const live = new WebSocketServer({ noServer: true, maxPayload: MAX_WISH_BYTES })
  const terminals = new WebSocketServer({ noServer: true, maxPayload: MAX_WISH_BYTES })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (whyRefused(request, origins) !== null || whyNotFromPage(request, origins) !== null) return refuseUpgrade(socket, '403 Forbidden')
    const isTerminal = request.url === TERMINAL_PATH
    const isKnown = access.knows(request.headers.cookie)
    if (!isKnown || !(isTerminal || request.url === LIVE_PATH)) return refuseUpgrade(socket, '401 Unauthorized')
    const [upgrades, most] = isTerminal ? [terminals, MAX_TERMINALS] : [live, MAX_PAGES]
    if (upgrades.clients.size >= most) return refuseUpgrade(socket, '503 Service Unavailable')
    upgrades.handleUpgrade(request, socket, head, page => (isTerminal ? serveTerminal(page, { hubs, isReadOnly }) : servePage(page, hubs)))
  })
  return {
    link: `${origins.allowed[0]}/enter?token=${options.token}`,
    port,
    async close() {
      for (const page of [...live.clients, ...terminals.clients]) page.terminate()
      hubs.close()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

function makeServer(tls: WebOptions['tls']): Server {
  try {
    return tls === null ? createServer(LIMITS) : createTlsServer({ ...LIMITS, ...tls, handshakeTimeout: HANDSHAKE_MS })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PreconditionError(`the certificate or its key cannot be used: ${why}`, {
      hint: 'openssl x509 -noout -subject -in FILE   # reads a certificate',
      cause,
    })
  }
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

function listen(server: Server, { host, port }: WebOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      const text = isTaken ? `port ${port} of ${host} is taken` : `the page cannot be served at ${host}:${port}: ${error.message}`
      reject(
        new PreconditionError(text, {
          hint: isTaken ? 'czar web --port 0   # takes a free one' : 'ip address   # lists the addresses of this machine',
          cause: error,
        }),
      )
    })
    server.listen(port, host, () => {
      const found = server.address()
      resolve(typeof found === 'object' && found !== null ? found.port : port)
    })
  })
}

interface Place {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  readonly address: string | null
}

/** The addresses under which browsers may reach this server, as origins. */
function addressesOf({ host, port, isTls, address }: Place): readonly string[] {
  const scheme = isTls ? 'https' : 'http'
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const named = isEverywhere ? [] : [host.includes(':') ? `[${host}]` : host]
  const local = [`127.0.0.1`, 'localhost', '[::1]']
  const own = [...named, ...local].map(name => new URL(`${scheme}://${name}:${port}`).origin)
  return [...new Set([...(address === null ? [] : [new URL(address).origin]), ...own])]
}
