import type { HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { NoCzarError } from '../../../api/no-czar-error.ts'
import { commandSchema } from '../../../core/events/command.ts'
import { CzarError } from '../../../core/model/errors.ts'
import { parseJson } from '../../../core/text/parse-json.ts'
import type { Access } from './access.ts'
import type { Hubs } from './live/hubs.ts'
import { createMetricsTally, type MetricsTally } from './metrics.ts'
import { type Origins, whyNotFromPage, whyRefused } from './origins.ts'
import type { PageFile } from './page-files.ts'
import { lineReviewSchema, reviewText } from './review-text.ts'
import { SECURITY_HEADERS, TERMINAL_POLICY } from './security-headers.ts'
import type { ProjectDoor } from './web-door.ts'

/** The largest request that is accepted: a review of many lines. */
const MAX_BODY_BYTES = 1024 * 1024
const EVENTS = 500
/** A header that only czar's own page sends. A browser lets no other website set it. */
const PAGE_HEADER = 'x-czar-page'
/** The address of the terminal of a worker. */
const TERMINAL = /^\/p\/[^/]+\/worker\/[^/]+\/terminal$/

export interface Serving {
  readonly version: string
  readonly isReadOnly: boolean
  /** Whether the browser sends the cookie only over encrypted connections. */
  readonly isSecure: boolean
  readonly access: Access
  readonly origins: () => Origins
  readonly hubs: Hubs
  readonly files: ReadonlyMap<string, PageFile>
}

type Bindings = { Bindings: HttpBindings }

/** Handles all requests of the page, except the live connection. Long: the function lists all routes. */
export function makeRoutes(serving: Serving): Hono<Bindings> {
  const { access, hubs, files, isReadOnly, version } = serving
  const tallies = new Map<string, MetricsTally>()
  const app = new Hono<Bindings>()
  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.header(name, value)
    const why = whyRefused(context.env.incoming, serving.origins())
    return why === null ? next() : refuse(context, 403, why)
  })
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: context => refuse(context, 413, `a request has at most ${MAX_BODY_BYTES} bytes`) }))
  app.get('/enter', context => enter(context, serving))
  app.get('/assets/:name', context => {
    const file = files.get(`assets/${context.req.param('name')}`)
    return file === undefined ? refuse(context, 404, 'there is no such file') : answerFile(context, file, true)
  })
  app.use('/api/*', async (context, next) => {
    context.header('cache-control', 'no-store')
    if (!access.knows(context.req.header('cookie'))) return refuse(context, 401, 'open the link that czar web has printed')
    return context.req.method === 'GET' ? next() : (refuseWrite(context, serving) ?? next())
  })
  app.get('/api/session', context => context.json({ version: 1, czar: version, read_only: isReadOnly }))
  const project = app.basePath('/api/projects/:project')
  const withDoor = async (context: Context<Bindings>, answer: (door: ProjectDoor) => Promise<Response> | Response) => {
    const door = await hubs.findNow(context.req.param('project') ?? '')
    return door === null ? refuse(context, 404, 'there is no such project') : answer(door)
  }
  const workerOf = (context: Context<Bindings>) => context.req.param('worker') ?? ''
  project.get('/events', context => withDoor(context, door => answerEvents(context, door)))
  project.get('/metrics', context => withDoor(context, async door => context.json(await metricsOf(door, tallies))))
  project.get('/workers/:worker/why', context =>
    withDoor(context, async door => context.json({ lines: await door.why(workerOf(context)) })),
  )
  project.get('/workers/:worker/brief', context =>
    withDoor(context, async door => context.json({ text: await door.brief(workerOf(context)) })),
  )
  project.get('/workers/:worker/diff', context => withDoor(context, async door => context.json(await door.changes(workerOf(context)))))
  // The page sends this request again and again, to notice when the changes differ.
  project.get('/workers/:worker/diff/digest', context =>
    withDoor(context, async door => context.json({ digest: (await door.changes(workerOf(context))).digest })),
  )
  project.post('/commands', context => withDoor(context, door => answerCommand(context, door)))
  project.post('/workers/:worker/review', context => withDoor(context, door => answerReview(context, door, workerOf(context))))
  project.post('/land', context => withDoor(context, async door => context.json({ ok: true, message: (await door.land()).join('\n') })))
  app.all('/api/*', context => refuse(context, 404, 'there is no such address'))
  // The built page is one file, which is sent for every address except the terminals. The page itself reads the address.
  app.get('*', context => {
    const isTerminal = TERMINAL.test(context.req.path)
    const page = files.get(isTerminal ? 'terminal.html' : 'index.html')
    if (isTerminal) context.header('content-security-policy', TERMINAL_POLICY)
    if (!access.knows(context.req.header('cookie'))) return context.html(notePage('This browser is not let in', OPEN_LINK), 401)
    return page === undefined ? refuse(context, 500, 'the page is not built: npm run build') : answerFile(context, page, false)
  })
  app.onError((error, context) => {
    const hint = error instanceof CzarError ? error.hint : undefined
    return refuse(context, error instanceof NoCzarError ? 503 : error instanceof CzarError ? 409 : 500, error.message, hint)
  })
  return app
}

/** Lets a browser in, and sends it on to an address without the token. */
function enter(context: Context<Bindings>, { access, isSecure }: Serving): Response {
  context.header('cache-control', 'no-store')
  const entry = access.enter(context.req.query('token') ?? '', getConnInfo(context).remote.address ?? '')
  if (entry.kind === 'wait') return context.html(notePage('Too many wrong links', 'Wait a minute, then open the valid link.'), 429)
  if (entry.kind !== 'in') return context.html(notePage('This link is not valid', OPEN_LINK), 403)
  const flags = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  context.header('set-cookie', `${access.cookie}=${entry.session}; ${flags}`)
  const to = context.req.query('to') ?? '/'
  // A browser does not send a strict cookie on a redirect from another program's link. So the browser must request the page anew.
  return context.html(followPage(isOwnPath(to) ? to : '/'))
}

const OPEN_LINK =
  'Open the link that <code>czar web</code> printed in its terminal when it started. If you no longer have it, end <code>czar web</code> there and start it again: it prints the link. Links and browsers of an earlier <code>czar web</code> are not valid if it had another port, <code>--read-only</code> or <code>-p</code>, or if somebody has made a new link with <code>--new-token</code>.'

/** A page that says in words why there is nothing to see. `html` is a text of this program. */
function notePage(title: string, html: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>czar: ${title}</title><main><h1>${title}</h1><p>${html}</p></main></html>`
}

/** Sends the browser on to a path of this server. A refresh is a new navigation, so the browser sends the new cookie with it. */
function followPage(path: string): string {
  const safe = path.replace(/[&<>"']/g, sign => `&#${sign.codePointAt(0)};`)
  return `<!doctype html><meta charset="utf-8"><title>czar</title><meta http-equiv="refresh" content="0; url=${safe}"><a href="${safe}">Go on</a>`
}

function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[\w/.~%-]*$/.test(path)
}

function refuseWrite(context: Context<Bindings>, { isReadOnly, origins }: Serving): Response | null {
  const why = whyNotFromPage(context.env.incoming, origins())
  if (why !== null || context.req.header(PAGE_HEADER) !== '1') return refuse(context, 403, why ?? 'only czar’s own page may do this')
  if (!/^application\/json\s*(;|$)/i.test(context.req.header('content-type') ?? '')) return refuse(context, 415, 'send application/json')
  return isReadOnly ? refuse(context, 403, 'this page is read-only: it was opened with `czar web --read-only`') : null
}

function answerFile(context: Context<Bindings>, { bytes, zipped, type }: PageFile, isForever: boolean): Response {
  const isZipped = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
  if (isZipped) context.header('content-encoding', 'gzip')
  return context.body(isZipped ? zipped : bytes, 200, {
    vary: 'accept-encoding',
    'content-type': type,
    'cache-control': isForever ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
}

async function answerEvents(context: Context<Bindings>, door: ProjectDoor): Promise<Response> {
  const number = (name: string) => (/^\d{1,15}$/.test(context.req.query(name) ?? '') ? Number(context.req.query(name)) : null)
  // Without a number, returns the newest events. With `before`, returns the events before that number.
  const end = Math.min(number('before') ?? Number.POSITIVE_INFINITY, (await door.newestSeq()) + 1)
  const after = number('after') ?? Math.max(0, end - 1 - EVENTS)
  const events = (await door.readEvents(after, EVENTS)).filter(({ seq }) => seq < end || number('after') !== null)
  return context.json({ version: 1, events })
}

async function metricsOf(door: ProjectDoor, tallies: Map<string, MetricsTally>) {
  const known = tallies.get(door.name)
  // A project that was cleaned and launched again has a new journal, which is shorter.
  const tally = known === undefined || known.seq() > (await door.newestSeq()) ? createMetricsTally() : known
  tallies.set(door.name, tally)
  const next = () => door.readEvents(tally.seq(), 5_000)
  for (let page = await next(); page.length > 0; page = await next()) tally.add(page)
  return { version: 1, ...tally.metrics() }
}

async function answerCommand(context: Context<Bindings>, door: ProjectDoor): Promise<Response> {
  const command = commandSchema.safeParse(await bodyOf(context))
  // A worker sends texts to other workers with `say`. A person sends texts with `tell`.
  if (!command.success || command.data.verb === 'say') return refuse(context, 400, 'the command is not understood')
  const answer = await door.client.perform(command.data)
  return context.json(answer, answer.ok ? 200 : answer.needsPerson ? 403 : 409)
}

async function answerReview(context: Context<Bindings>, door: ProjectDoor, worker: string): Promise<Response> {
  const review = lineReviewSchema.safeParse(await bodyOf(context))
  if (!review.success) return refuse(context, 400, 'the review cannot be read: a remark is too long, or there are more than 200')
  if (review.data.comments.length === 0 && review.data.note.trim() === '') return refuse(context, 400, 'the review has no remark')
  const { digest } = await door.changes(worker)
  if (digest !== review.data.digest)
    return context.json({ ok: false, message: 'the changes are not those that you read', hint: null, changed: true }, 409)
  const command = commandSchema.safeParse({ verb: 'tell', worker, text: reviewText(review.data) })
  if (!command.success) return refuse(context, 400, 'the review is longer than one message may be: send a part of it')
  const answer = await door.client.perform(command.data)
  return context.json(answer, answer.ok ? 200 : answer.needsPerson ? 403 : 409)
}

async function bodyOf(context: Context<Bindings>): Promise<unknown> {
  return parseJson(await context.req.text())
}

function refuse(context: Context, status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 500 | 503, message: string, hint?: string): Response {
  return context.json({ ok: false, message, hint: hint ?? null }, status)
}
