import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { refuse } from './refuse.ts'
import type { StreamClients } from './streams/stream-clients.ts'
import type { StreamSource } from './streams/stream-source.ts'

/** What node's server hands to a route. */
export interface NodeBindings {
  Bindings: { outgoing: ServerResponse }
}

const HEAD = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'close' }

/**
 * Answers with a stream of server-sent events that ends with its connection. After the head the bytes go straight to
 * the socket: all clients share them, and none pays for node's chunks, which cost more than the writing itself.
 */
export function answerStream(context: Context<NodeBindings>, clients: StreamClients, source: StreamSource): Response {
  const { outgoing } = context.env
  if (context.req.method === 'HEAD') return context.body(null, 200, HEAD)
  // Node gives a connection to one answer after the other; this one would not give it back.
  if (outgoing.socket === null) return refuse(context, 400, 'a stream is asked for when earlier calls of its connection are answered')
  // No chunks: node leaves the length of the body to the end of the connection.
  outgoing.removeHeader('transfer-encoding')
  outgoing.writeHead(200, HEAD)
  outgoing.flushHeaders()
  // The first bytes at once: the client knows that it is subscribed before anything happens.
  outgoing.socket.write(': czar\n\n')
  clients.add(outgoing.socket, source)
  return RESPONSE_ALREADY_SENT
}
