import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { refuse } from './refuse.ts'
import type { StreamClients } from './streams/stream-clients.ts'
import type { StreamSource } from './streams/stream-source.ts'

/** The objects that Node's HTTP server hands to a route. */
export interface NodeBindings {
  Bindings: { outgoing: ServerResponse }
}

const HEAD = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'close' }

/**
 * Answers with a stream of server-sent events that ends with its connection. After the HTTP head, bytes are written directly to the socket.
 * So all clients can share the same bytes, and the answer avoids Node's chunked encoding, which costs more than the writing.
 */
export function answerStream(context: Context<NodeBindings>, clients: StreamClients, source: StreamSource): Response {
  const { outgoing } = context.env
  if (context.req.method === 'HEAD') return context.body(null, 200, HEAD)
  // The call reused a connection on which earlier answers are still open. A stream needs a connection of its own, because it never ends.
  if (outgoing.socket === null) return refuse(context, 400, 'a stream needs a connection on which no earlier call waits for its answer')
  // Without chunked encoding, the body ends when the connection ends.
  outgoing.removeHeader('transfer-encoding')
  outgoing.writeHead(200, HEAD)
  outgoing.flushHeaders()
  // The first bytes are sent at once, so that the client knows before any event that it is subscribed.
  outgoing.socket.write(': czar\n\n')
  clients.add(outgoing.socket, source)
  return RESPONSE_ALREADY_SENT
}
