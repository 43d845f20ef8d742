import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Proxy {
  readonly address: string
  /** The hosts to which the proxy was asked to connect, or from which it was asked to fetch. */
  readonly asked: string[]
}

/**
 * An HTTP proxy on 127.0.0.1. It knows the names in `hosts`, and connects each to its local port. It refuses all other names. `login` is
 * what clients must send as `user:password`.
 */
export async function aProxy(hosts: Readonly<Record<string, number>>, login: string | null = null): Promise<Proxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const may = ({ headers }: IncomingMessage) =>
    login === null || headers['proxy-authorization'] === `Basic ${Buffer.from(login).toString('base64')}`
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '')
    asked.push(url.host)
    const port = hosts[url.host]
    if (port === undefined || !may(incoming)) return void outgoing.writeHead(port === undefined ? 502 : 407).end()
    const options = { port, path: `${url.pathname}${url.search}`, method: incoming.method, headers: incoming.headers }
    incoming.pipe(
      request({ host: '127.0.0.1', ...options }, answer => answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers))),
    )
  })
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    const host = incoming.url ?? ''
    asked.push(host)
    const port = hosts[host]
    if (port === undefined || !may(incoming))
      return void socket.end(`HTTP/1.1 ${port === undefined ? '502 Bad Gateway' : '407 Proxy Authentication Required'}\r\n\r\n`)
    const through = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.pipe(through).pipe(socket)
    })
    for (const each of [socket, through]) each.on('error', () => each.destroy())
  })
  server.on('connection', socket => sockets.add(socket))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
