import { mkdirSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createApiClient } from '../../../../../src/api/client.ts'
import { serveApi } from '../../../../../src/api/serve-api.ts'
import type { HostRow, ProjectRow } from '../../../../../src/core/views/project-row.ts'
import { serveWeb, type WebOptions } from '../../../../../src/ui/web/server/serve-web.ts'
import type { ProjectDoor, TerminalOrder, WebDoor } from '../../../../../src/ui/web/server/web-door.ts'
import type { LiveText, LiveWish } from '../../../../../src/ui/web/wire.ts'
import { type FakeDoor, fakeDoor } from '../../../../api/fake-door.ts'
import { temporaryDirectory } from '../../../../support/temporary.ts'

export interface WebWorld {
  /** The address of the page, without a slash at its end. */
  readonly origin: string
  readonly port: number
  readonly token: string
  /** The cookie of a browser that was let in. */
  readonly cookie: string
  readonly czar: FakeDoor
  readonly landed: string[]
  /** The terminals that pages have opened, the first one first. */
  readonly terminals: StandInTerminal[]
  /** Ends the czar's API, and serves it again. */
  readonly stopCzar: () => Promise<void>
  readonly startCzar: () => Promise<void>
  readonly projects: string[]
  /** The newest list of other machines. */
  readonly hosts: (readonly HostRow[])[]
  /** The path of the socket of another project's czar. */
  readonly socketOf: (project: string) => string
  readonly ask: (path: string, call?: Call) => Promise<Answered>
  /** The headers that czar's own page sends with a request that changes something. */
  readonly fromPage: (more?: Record<string, string>) => Record<string, string>
}

/** A terminal that records what a page does with it. */
export interface StandInTerminal {
  readonly order: TerminalOrder
  readonly typed: string[]
  isClosed: boolean
}

interface Call {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

const TOKEN = 'tq9DwSYSNtjuouDCt9OrX3aYHBzM1-wv'

/** Serves the page for one project whose czar is a stand-in behind its real API. */
export async function openWeb(over: Partial<WebOptions> = {}, czar: FakeDoor = fakeDoor()): Promise<WebWorld> {
  const directory = await temporaryDirectory()
  const pageDirectory = join(directory, 'web')
  mkdirSync(join(pageDirectory, 'assets'), { recursive: true })
  writeFileSync(join(pageDirectory, 'index.html'), '<!doctype html><title>czar</title>')
  writeFileSync(join(pageDirectory, 'assets', 'main-1.js'), 'export {}\n')
  writeFileSync(join(directory, 'secret.js'), 'the secret')
  const socketPath = join(directory, 'czar.api')
  let api = await serveApi(czar, { socketPath })
  const projects = ['gateway']
  const hosts: (readonly HostRow[])[] = []
  const landed: string[] = []
  const terminals: StandInTerminal[] = []
  const doors = new Map<string, ProjectDoor>()
  const web: WebDoor = {
    version: '0.1.0',
    listProjects: async () => projects,
    hosts: () => hosts.at(-1) ?? NO_HOSTS,
    isAwaited: () => false,
    open: name => {
      const door = doors.get(name) ?? aProjectDoor(name, { czar, socketPath, landed, terminals })
      doors.set(name, door)
      return door
    },
  }
  const options = {
    host: '127.0.0.1',
    port: 0,
    tls: null,
    proxy: null,
    address: null,
    isReadOnly: false,
    token: TOKEN,
    pageDirectory,
    ...over,
  }
  const server = await serveWeb(web, options)
  onTestFinished(async () => {
    await server.close()
    await api.close()
  })
  const origin = `http://127.0.0.1:${server.port}`
  const token = new URL(server.link).searchParams.get('token') ?? ''
  const proxy: Record<string, string> = options.proxy === null ? {} : { [options.proxy.header]: options.proxy.value ?? '1' }
  const ask = (path: string, call: Call = {}) => askHttp(server.port, path, { ...call, headers: { ...proxy, ...call.headers } })
  const entered = await ask(`/enter?token=${token}`)
  const cookie = String(entered.headers['set-cookie']?.[0]).split(';')[0] ?? ''
  return {
    origin,
    port: server.port,
    token,
    cookie,
    czar,
    landed,
    terminals,
    projects,
    hosts,
    socketOf: name => `${socketPath}.${name}`,
    stopCzar: () => api.close(),
    startCzar: async () => {
      api = await serveApi(czar, { socketPath })
    },
    ask,
    fromPage: (more = {}) => ({ cookie, origin, 'x-czar-page': '1', 'content-type': 'application/json', ...more }),
  }
}

const NO_HOSTS: readonly HostRow[] = []

interface DoorParts {
  readonly czar: FakeDoor
  readonly socketPath: string
  readonly landed: string[]
  readonly terminals: StandInTerminal[]
}

function aProjectDoor(name: string, { czar, socketPath, landed, terminals }: DoorParts): ProjectDoor {
  const row = (alive: boolean): ProjectRow => ({
    ...{ id: name, project: name, host: null, directory: '/state', socket: socketPath },
    ...{ alive, problem: null, needs: [], state: alive ? 'supervising' : 'gone' },
  })
  return {
    name,
    client: createApiClient({ socketPath: name === 'gateway' ? socketPath : `${socketPath}.${name}`, project: name, launchHint: () => '' }),
    lookSilent: async () => ({ row: row(false), view: null }),
    lastSeen: () => ({ row: row(false), view: null }),
    rowOf: () => row(true),
    eventsAfter: (after, limit) => czar.eventsAfter(after, limit),
    lastSeq: () => czar.view().seq,
    readEvents: async (after, limit) => czar.eventsAfter(after, limit),
    newestSeq: async () => czar.view().seq,
    why: async () => ['api is working'],
    brief: async () => 'Build it.',
    changes: async worker => ({ worker, base: 'b'.repeat(40), patch: '', digest: 'd1', isCut: false }),
    openTerminal: async order => {
      const terminal: StandInTerminal = { order, typed: [], isClosed: false }
      terminals.push(terminal)
      order.onOutput(Buffer.from(`terminal ${terminals.length}`))
      const close = () => {
        if (terminal.isClosed) return
        terminal.isClosed = true
        order.onEnd()
      }
      return { write: keys => void terminal.typed.push(keys), pause: () => {}, resume: () => {}, close }
    },
    land: async () => {
      landed.push(name)
      return ['main has 1 task']
    },
  }
}

function askHttp(port: number, path: string, { method = 'GET', headers = {}, body }: Call): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const call = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, async response => {
      const text = Buffer.concat(await response.toArray()).toString()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
    call.on('error', reject)
    call.end(body)
  })
}

/** Sends bytes as they are, and returns everything that comes back until the connection ends. */
export async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write(text)
  return (await socket.setEncoding('utf8').toArray()).join('')
}

export interface LivePage {
  readonly texts: LiveText[]
  readonly socket: WebSocket
  show(wish: Partial<LiveWish>): void
}

export interface TerminalPage {
  /** The texts of the server, and its output as text. */
  readonly got: string[]
  readonly socket: WebSocket
  say(text: unknown): void
}

/** Opens the connection of a terminal as its page does. Rejects with the server's status if it refuses. */
export function openTerminalPage(
  { port, cookie, origin }: WebWorld,
  headers: Record<string, string | undefined> = {},
): Promise<TerminalPage> {
  const given = Object.entries({ cookie, origin, ...headers }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/terminal`, { headers: Object.fromEntries(given) })
  onTestFinished(() => void socket.terminate())
  const got: string[] = []
  socket.on('message', bytes => got.push(String(bytes)))
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_call, response) => reject(new Error(`refused: ${response.statusCode}`)))
    socket.on('error', reject)
    socket.on('open', () => resolve({ got, socket, say: text => socket.send(typeof text === 'string' ? text : JSON.stringify(text)) }))
  })
}

/** Opens the live connection as the page does. Rejects with the server's status if it refuses. */
export function openLive({ port, cookie, origin }: WebWorld, headers: Record<string, string | undefined> = {}): Promise<LivePage> {
  const given = Object.entries({ cookie, origin, ...headers }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers: Object.fromEntries(given) })
  onTestFinished(() => void socket.terminate())
  const texts: LiveText[] = []
  socket.on('message', bytes => texts.push(JSON.parse(String(bytes)) as LiveText))
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_call, response) => reject(new Error(`refused: ${response.statusCode}`)))
    socket.on('error', reject)
    socket.on('open', () => {
      const show = (wish: Partial<LiveWish>) => socket.send(JSON.stringify({ project: null, worker: null, seq: null, ...wish }))
      resolve({ texts, socket, show })
    })
  })
}
