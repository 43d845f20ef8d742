import { getRequestListener } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CzarError } from '../core/model/errors.ts'
import { answerCommand } from './answer-command.ts'
import { answerStream, type NodeBindings } from './answer-stream.ts'
import type { CzarDoor } from './door.ts'
import type { Identify } from './identify.ts'
import { refuse } from './refuse.ts'
import { streamEvents } from './streams/event-stream.ts'
import { streamScreen } from './streams/screen-stream.ts'
import { shareEvents } from './streams/shared-events.ts'
import { shareView } from './streams/shared-view.ts'
import type { StreamClients } from './streams/stream-clients.ts'
import { streamView } from './streams/view-stream.ts'

/** The largest request that is accepted. A text for `czar tell` has at most 100,000 characters, and as JSON it stays below this size. */
const MAX_BODY_BYTES = 1024 * 1024
const PAGE = 500

interface Streams {
  readonly clients: StreamClients
  /** The shortest time between two updates of the fleet's state. */
  readonly gapMs: number
  /** The shortest time between two updates for clients that ask for few updates. */
  readonly calmGapMs: number
}

interface Serving extends Streams {
  /** Finds out who calls. If it is null, callers are not identified. */
  readonly identify: Identify | null
}

/** Makes the listener for Node's HTTP server that answers all calls to the czar. */
export function listenerOf(door: CzarDoor, serving: Serving): ReturnType<typeof getRequestListener> {
  return getRequestListener(makeRoutes(door, serving).fetch, { overrideGlobalObjects: false })
}

// Long: the function lists all routes.
function makeRoutes(door: CzarDoor, { clients, gapMs, calmGapMs, identify }: Serving): Hono<NodeBindings> {
  const app = new Hono<NodeBindings>()
  const view = shareView(door, gapMs)
  const calmView = shareView(door, calmGapMs)
  const events = shareEvents(door)
  app.get('/v1/state', context => context.json(door.view()))
  app.get('/v1/events', context => answerEvents(context, door))
  app.get('/v1/results', context => context.json(door.results()))
  app.get('/v1/results/:task', context => {
    const task = context.req.param('task')
    const text = door.result(task)
    const result = door.results().results.find(known => known.task === task)
    if (text !== null && result !== undefined) return context.json({ version: 1, ...result, text })
    return refuse(context, 404, `there is no result of "${task}"`, 'czar results')
  })
  app.get('/v1/stream', context => {
    const after = readSeq(context.req.header('last-event-id') ?? context.req.query('after') ?? String(door.view().seq))
    if (after === null) return refuse(context, 400, 'Last-Event-ID is the number of an event: 0, 1, 2 …')
    return answerStream(context, clients, streamEvents(events, after))
  })
  app.get('/v1/watch', context => {
    if (context.req.query('rings') !== undefined) context.env.outgoing.socket?.once('close', door.attend())
    return answerStream(context, clients, streamView(context.req.query('calm') === undefined ? view : calmView))
  })
  app.get('/v1/workers/:worker/screen', context => {
    const worker = context.req.param('worker')
    const { workers } = door.view()
    if (Object.hasOwn(workers, worker)) return answerStream(context, clients, streamScreen(door, worker))
    return refuse(context, 404, `there is no worker "${worker}"`, `workers: ${Object.keys(workers).join(', ')}`)
  })
  app.post(
    '/v1/commands',
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: context => refuse(context, 413, `a command has at most ${MAX_BODY_BYTES} bytes`) }),
    context => answerCommand(context, door, identify),
  )
  app.notFound(context => refuse(context, 404, `there is no ${context.req.method} ${context.req.path}`))
  app.onError((error, context) => {
    const hint = error instanceof CzarError ? error.hint : undefined
    return refuse(context, 500, error.message, hint)
  })
  return app
}

function answerEvents(context: Context<NodeBindings>, door: CzarDoor): Response {
  const after = readSeq(context.req.query('after') ?? '0')
  if (after === null) return refuse(context, 400, 'after is the number of an event: 0, 1, 2 …')
  const events = door.eventsAfter(after, PAGE)
  return context.json({ version: 1, events, next: events.at(-1)?.seq ?? after })
}

function readSeq(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
