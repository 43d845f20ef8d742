import type { IncomingMessage } from 'node:http'
import { CzarError } from '../core/model/errors.ts'
import type { Journaled } from '../core/model/event.ts'
import { type ApiTarget, open } from './request.ts'

/** The czar sends a comment every 15 s; three of them missed is a czar that hangs. */
const SILENT_AFTER_MS = 45_000

export interface StreamHandle {
  close(): void
  /** Resolves with the last number seen when the stream is over, from either side: resume from there. */
  readonly ended: Promise<number>
}

/** Subscribes to the czar's events after `seq`. */
export async function openEventStream(target: ApiTarget, after: number, listener: (event: Journaled) => void): Promise<StreamHandle> {
  const headers = { accept: 'text/event-stream', 'last-event-id': String(after) }
  const response = await open(target, { method: 'GET', path: '/v1/stream', withinMs: SILENT_AFTER_MS, headers })
  if (response.statusCode !== 200) {
    response.destroy()
    throw new CzarError('api', 1, `the czar of ${target.project} refused to stream its events (status ${response.statusCode})`)
  }
  return { ended: readEvents(response, after, listener), close: () => response.destroy() }
}

async function readEvents(response: IncomingMessage, after: number, listener: (event: Journaled) => void): Promise<number> {
  response.setEncoding('utf8')
  let last = after
  let rest = ''
  try {
    for await (const chunk of response) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const event of blocks.flatMap(readBlock)) {
        last = event.seq
        listener(event)
      }
    }
  } catch (error) {
    // Destroyed here or cut off there: both are an end, and the caller knows where to resume.
    if (!response.destroyed) throw error
  }
  return last
}

/** One server-sent event; comments (the heartbeat) have no data line. */
function readBlock(block: string): readonly Journaled[] {
  const data = block
    .split('\n')
    .filter(line => line.startsWith('data: '))
    .map(line => line.slice('data: '.length))
    .join('\n')
  return data === '' ? [] : [JSON.parse(data)]
}
