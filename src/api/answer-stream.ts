import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { refuse } from './refuse.ts'
import type { StreamClients } from './streams/stream-clients.ts'
import type { StreamSource } from './streams/stream-source.ts'

/** Objects that Node's server hands to a route. */
export interface NodeBindings {
  Bindings: { outgoing: ServerResponse }
}

const HEAD = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'close' }

/**
 * Answers with a stream of server-sent events that ends with its connection. After the head, bytes go straight to the socket. All clients
 * share these bytes, and Node's chunked encoding, which costs more than the write, is avoided.
 */
export function answerStream(context: Context<NodeBindings>, clients: StreamClients, source: StreamSource): Response {
  const { outgoing } = context.env
  if (context.req.method === 'HEAD') return context.body(null, 200, HEAD)
  // Node keeps a connection open for further answers, but this answer never ends.
  if (outgoing.socket === null) return refuse(context, 400, 'a stream is asked for when earlier calls of its connection are answered')
  // Without chunks, the body ends with the connection.
  outgoing.removeHeader('transfer-encoding')
  outgoing.writeHead(200, HEAD)
  outgoing.flushHeaders()
  // The first bytes are sent at once, so that the client knows before any event that it is subscribed.
  outgoing.socket.write(': czar\n\n')
  clients.add(outgoing.socket, source)
  return RESPONSE_ALREADY_SENT
}
