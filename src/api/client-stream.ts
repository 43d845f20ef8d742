import type { IncomingMessage } from 'node:http'
import { type ApiTarget, open, refusedRequest } from './request.ts'

/** The czar sends a comment at least every 15 s. If three of them are missing, the client treats the czar as hung. */
const SILENT_AFTER_MS = 45_000

/** An open subscription to one of the czar's streams. */
export interface StreamHandle<Last = number> {
  close(): void
  /**
   * Resolves when the client or the czar ends the stream. The value is the reason, or for numbered events the number of the last received
   * event.
   */
  readonly ended: Promise<Last>
}

export interface ServerSentEvent {
  readonly event: string
  readonly data: unknown
}

export interface StreamSubscription<Last> {
  readonly path: string
  readonly headers?: Record<string, string>
  readonly first: Last
  /** Handles one event. If it throws, the stream ends and `ended` rejects with that error. */
  readonly take: (last: Last, event: ServerSentEvent) => Last
}

/** Subscribes to one of the czar's streams. Resolves when the subscription is active. */
export async function openStream<Last>(target: ApiTarget, subscription: StreamSubscription<Last>): Promise<StreamHandle<Last>> {
  const call = { method: 'GET', path: subscription.path, withinMs: SILENT_AFTER_MS } as const
  const response = await open(target, { ...call, headers: { accept: 'text/event-stream', ...subscription.headers } })
  if (response.statusCode !== 200) throw await refusedRequest(target, call, response)
  return { ended: readEvents(response, subscription), close: () => response.destroy() }
}

async function readEvents<Last>(response: IncomingMessage, { first, take }: StreamSubscription<Last>): Promise<Last> {
  response.setEncoding('utf8')
  let last = first
  let rest = ''
  for await (const chunk of untilCutOff(response)) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const event of blocks.flatMap(readBlock)) last = take(last, event)
  }
  return last
}

/** Reads the stream until this client ends it or the czar cuts it off. Both are normal ends, because the caller knows where to continue. */
async function* untilCutOff(response: IncomingMessage): AsyncGenerator<string> {
  try {
    yield* response
  } catch {
    return
  }
}

/** Reads one block of the stream. Comments, which serve as heartbeats, have no line with data and give no event. */
function readBlock(block: string): readonly ServerSentEvent[] {
  const lines = block.split('\n')
  const valuesOf = (field: string) => lines.filter(line => line.startsWith(`${field}: `)).map(line => line.slice(field.length + 2))
  const data = valuesOf('data').join('\n')
  return data === '' ? [] : [{ event: valuesOf('event')[0] ?? 'message', data: JSON.parse(data) }]
}
