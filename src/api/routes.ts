import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CzarError } from '../core/model/errors.ts'
import { answerCommand } from './answer-command.ts'
import { answerStream, type StreamAnswer } from './answer-stream.ts'
import type { CzarDoor } from './door.ts'
import { refuse } from './refuse.ts'
import { streamEvents } from './streams/event-stream.ts'
import { streamScreen } from './streams/screen-stream.ts'
import { shareEvents } from './streams/shared-events.ts'
import { shareView } from './streams/shared-view.ts'
import type { Streaming } from './streams/stream-target.ts'
import { streamView } from './streams/view-stream.ts'

/** A told text has at most 100,000 characters; escaped as JSON that stays below this. */
const MAX_BODY_BYTES = 1024 * 1024
const PAGE = 500

type Bindings = { Bindings: Pick<HttpBindings, 'outgoing'> }
type Streams = Omit<StreamAnswer, 'send'>

/** The HTTP face of a czar; `closing` ends every open stream. */
export function makeRoutes(door: CzarDoor, streams: Streams): Hono<Bindings> {
  const app = new Hono<Bindings>()
  const view = shareView(door)
  const events = shareEvents(door)
  app.get('/v1/state', context => context.json(door.view()))
  app.get('/v1/events', context => answerEvents(context, door))
  app.get('/v1/stream', context =>
    answerEventStream(context, door, { ...streams, send: (after, streaming) => streamEvents(events, after, streaming) }),
  )
  app.get('/v1/watch', ({ env }) => answerStream(env.outgoing, { ...streams, send: streaming => streamView(view, streaming) }))
  app.get('/v1/workers/:worker/screen', context => answerScreen(context, door, streams))
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

function answerEvents(context: Context<Bindings>, door: CzarDoor): Response {
  const after = readSeq(context.req.query('after') ?? '0')
  if (after === null) return refuse(context, 400, 'after is the number of an event: 0, 1, 2 …')
  const events = door.eventsAfter(after, PAGE)
  return context.json({ version: 1, events, next: events.at(-1)?.seq ?? after })
}

interface EventStreams extends Streams {
  readonly send: (after: number, streaming: Streaming) => Promise<void>
}

function answerEventStream(context: Context<Bindings>, door: CzarDoor, { send, ...streams }: EventStreams): Response {
  const asked = context.req.header('last-event-id') ?? context.req.query('after') ?? String(door.view().seq)
  const after = readSeq(asked)
  if (after === null) return refuse(context, 400, 'Last-Event-ID is the number of an event: 0, 1, 2 …')
  return answerStream(context.env.outgoing, { ...streams, send: streaming => send(after, streaming) })
}

function answerScreen(context: Context<Bindings>, door: CzarDoor, streams: Streams): Response {
  const worker = context.req.param('worker') ?? ''
  const { workers } = door.view()
  if (!Object.hasOwn(workers, worker)) {
    return refuse(context, 404, `there is no worker "${worker}"`, `workers: ${Object.keys(workers).join(', ')}`)
  }
  return answerStream(context.env.outgoing, { ...streams, send: streaming => streamScreen(door, worker, streaming) })
}

function readSeq(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
