import type { IncomingMessage } from 'node:http'
import { type ApiTarget, open, refusedRequest } from './request.ts'

/** The czar sends a comment every 15 s. After three missing comments the czar counts as hung. */
const SILENT_AFTER_MS = 45_000

/** An open subscription. */
export interface StreamHandle<Last = number> {
  close(): void
  /** Resolves when either side ends the stream, with the reason and, for numbered events, the last number seen. */
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
  /** Handles one event. An error thrown here ends the stream and rejects `ended`. */
  readonly take: (last: Last, event: ServerSentEvent) => Last
}

/** Subscribes to one of the czar's streams; resolves when the subscription is active. */
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

/** The stream was ended by this side, or cut off by the czar. The caller knows where to continue. */
async function* untilCutOff(response: IncomingMessage): AsyncGenerator<string> {
  try {
    yield* response
  } catch {
    return
  }
}

/** Comments (the heartbeat) have no data line. */
function readBlock(block: string): readonly ServerSentEvent[] {
  const lines = block.split('\n')
  const valuesOf = (field: string) => lines.filter(line => line.startsWith(`${field}: `)).map(line => line.slice(field.length + 2))
  const data = valuesOf('data').join('\n')
  return data === '' ? [] : [{ event: valuesOf('event')[0] ?? 'message', data: JSON.parse(data) }]
}
