import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Streaming, StreamPace } from './streams/stream-target.ts'

export interface StreamAnswer {
  readonly pace: StreamPace
  /** The czar stops: every open stream ends. */
  readonly closing: AbortSignal
  /** Sends for as long as the client takes it; what it throws cuts the client off. */
  readonly send: (streaming: Streaming) => Promise<void>
}

/**
 * Answers with a stream of server-sent events, written on node's own response: its write callback says when the
 * client's side took the text, where a web stream only says that somebody buffered it.
 */
export function answerStream(outgoing: HttpBindings['outgoing'], { pace, closing, send }: StreamAnswer): Response {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  // The first bytes at once: the client knows that it is subscribed before anything happens.
  outgoing.write(': czar\n\n')
  const target = {
    write: (text: string) => new Promise<void>((resolve, reject) => outgoing.write(text, error => (error ? reject(error) : resolve()))),
    drop: () => outgoing.destroy(),
    ended: AbortSignal.any([closing, gone.signal]),
  }
  send({ pace, target }).then(
    () => outgoing.end(),
    // The journal could not be read: this client is cut off and may come back; the czar goes on.
    () => outgoing.destroy(),
  )
  return RESPONSE_ALREADY_SENT
}
