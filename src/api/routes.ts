import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { commandSchema } from '../core/model/command.ts'
import { CzarError } from '../core/model/errors.ts'
import type { CzarDoor } from './door.ts'
import { type StreamPace, streamEvents } from './event-stream.ts'

/** A told text has at most 100,000 characters; escaped as JSON that stays below this. */
const MAX_BODY_BYTES = 1024 * 1024
const PAGE = 500

type Bindings = { Bindings: Pick<HttpBindings, 'outgoing'> }

interface Stream {
  readonly door: CzarDoor
  readonly pace: StreamPace
  readonly closing: AbortSignal
}

/** The HTTP face of a czar; `closing` ends every open stream. */
export function makeRoutes(door: CzarDoor, { pace, closing }: { pace: StreamPace; closing: AbortSignal }): Hono<Bindings> {
  const app = new Hono<Bindings>()
  app.get('/v1/state', context => context.json(door.view()))
  app.get('/v1/events', context => answerEvents(context, door))
  app.get('/v1/stream', context => answerStream(context, { door, pace, closing }))
  app.post(
    '/v1/commands',
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: context => refuse(context, 413, `a command has at most ${MAX_BODY_BYTES} bytes`) }),
    context => answerCommand(context, door),
  )
  app.notFound(context => refuse(context, 404, `there is no ${context.req.method} ${context.req.path}`))
  app.onError((error, context) => {
    const hint = error instanceof CzarError ? error.hint : undefined
    return refuse(context, 500, error.message, hint)
  })
  return app
}

async function answerCommand(context: Context<Bindings>, door: CzarDoor): Promise<Response> {
  // A browser page can send text/plain to a local port without asking, JSON it can not.
  if (!/^application\/json\s*(;|$)/i.test(context.req.header('content-type') ?? '')) {
    return refuse(context, 415, 'a command is sent as application/json')
  }
  const body = parseJson(await context.req.text())
  if (body === undefined) return refuse(context, 400, 'the command is not JSON')
  const command = commandSchema.safeParse(body)
  if (!command.success) {
    const findings = command.error.issues.map(issue => `${issue.path.join('.') || 'command'}: ${issue.message}`)
    return refuse(context, 400, `the command is not understood: ${findings.join('; ')}`)
  }
  const answer = await door.perform(command.data)
  return context.json(answer, answer.ok ? 200 : 409)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function answerEvents(context: Context<Bindings>, door: CzarDoor): Response {
  const after = readSeq(context.req.query('after') ?? '0')
  if (after === null) return refuse(context, 400, 'after is the number of an event: 0, 1, 2 …')
  const events = door.eventsAfter(after, PAGE)
  return context.json({ version: 1, events, next: events.at(-1)?.seq ?? after })
}

function answerStream(context: Context<Bindings>, stream: Stream): Response {
  const asked = context.req.header('last-event-id') ?? context.req.query('after') ?? String(stream.door.view().seq)
  const after = readSeq(asked)
  if (after === null) return refuse(context, 400, 'Last-Event-ID is the number of an event: 0, 1, 2 …')
  sendStream(context.env.outgoing, after, stream)
  return RESPONSE_ALREADY_SENT
}

/**
 * Written on node's own response: its write callback says when the client's side took the text, where a web
 * stream only says that somebody buffered it.
 */
function sendStream(outgoing: HttpBindings['outgoing'], after: number, { door, pace, closing }: Stream): void {
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
  streamEvents(door, after, { pace, target }).then(
    () => outgoing.end(),
    // The journal could not be read: this client is cut off and may come back; the czar goes on.
    () => outgoing.destroy(),
  )
}

function readSeq(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

function refuse(context: Context, status: 400 | 404 | 413 | 415 | 500, message: string, hint?: string): Response {
  return context.json({ ok: false, message, hint: hint ?? null }, status)
}
