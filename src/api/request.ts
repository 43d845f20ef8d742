import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { CzarError, ToolError } from '../core/model/errors.ts'
import { WORKER_HEADER } from './identify.ts'
import { NoCzarError } from './no-czar-error.ts'

// This module is loaded without `import`, for the reason that is given in serve-api.ts.
const { request: httpRequest } = process.getBuiltinModule('node:http')

export interface ApiTarget {
  readonly socketPath: string
  /** The project's name, for messages. */
  readonly project: string
  /** Returns the command that starts a czar again. */
  readonly launchHint: () => string
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly withinMs: number
}

/**
 * Makes one call to the czar. If the API refuses the call itself, this throws an error. If the czar refuses the command in the call, that
 * is an answer like others.
 */
export async function request(target: ApiTarget, call: ApiRequest): Promise<{ body: unknown }> {
  const response = await open(target, call)
  const status = response.statusCode ?? 0
  if (status !== 200 && status !== 409 && !(status === 403 && call.method === 'POST')) throw await refusedRequest(target, call, response)
  return { body: await readBody(target, call, response) }
}

/** Makes an error, with its hint, from the answer with which the API refused a call. */
export async function refusedRequest(target: ApiTarget, call: ApiRequest, response: IncomingMessage): Promise<CzarError> {
  const said = refusalSchema.safeParse(await readBody(target, call, response))
  const why = said.success ? said.data.message : 'without a reason'
  const hint = said.data?.hint ?? undefined
  return new CzarError('api', `the czar of ${target.project} refused ${call.method} ${call.path}: ${why}`, { hint })
}

const refusalSchema = z.object({ message: z.string(), hint: z.string().nullish() })

/** The header by which a process in a worker's terminal names its worker. */
function workerHeader({ socketPath }: ApiTarget): Record<string, string> {
  const { CZAR_WORKER, CZAR_SOCKET } = process.env
  return CZAR_WORKER !== undefined && CZAR_SOCKET === socketPath ? { [WORKER_HEADER]: CZAR_WORKER } : {}
}

/** Sends the request. Resolves with the response as soon as its head has arrived. */
export function open(target: ApiTarget, call: ApiRequest & { readonly headers?: Record<string, string> }): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const payload = call.body === undefined ? undefined : JSON.stringify(call.body)
    const outgoing = httpRequest(
      {
        socketPath: target.socketPath,
        method: call.method,
        path: call.path,
        // Each call has a connection of its own, so that no open connection keeps the process alive afterwards.
        agent: false,
        headers: {
          host: 'czar',
          ...workerHeader(target),
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...call.headers,
        },
      },
      resolve,
    )
    outgoing.setTimeout(call.withinMs, () => outgoing.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
    outgoing.once('error', error => reject(toCzarError(error, target, call)))
    outgoing.end(payload)
  })
}

async function readBody(target: ApiTarget, call: ApiRequest, response: IncomingMessage): Promise<unknown> {
  const text = await readAll(response).catch(error => {
    throw toCzarError(error, target, call)
  })
  return parse(text, target, call)
}

async function readAll(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8')
  let text = ''
  for await (const chunk of response) text += chunk
  return text
}

function parse(text: string, { project }: ApiTarget, { method, path }: ApiRequest): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CzarError('api', `the czar of ${project} answered ${method} ${path} with something that is not JSON`, { cause })
  }
}

function toCzarError(
  cause: NodeJS.ErrnoException,
  { socketPath, project, launchHint }: ApiTarget,
  { method, path, withinMs }: ApiRequest,
): CzarError {
  if (cause.code === 'ENOENT' || cause.code === 'ECONNREFUSED') {
    return new NoCzarError(`no czar is running for ${project}`, { hint: launchHint(), cause })
  }
  const isLate = cause.code === 'ETIMEDOUT'
  const late = `the czar of ${project} did not answer within ${withinMs / 1000} s`
  const why = isLate ? late : `the connection to the czar of ${project} failed: ${cause.message}`
  return new ToolError(`${why} (${method} ${path})`, {
    command: [method, path],
    cwd: socketPath,
    reason: isLate ? 'timeout' : 'server-gone',
    hint: `czar log -p ${project}`,
    cause,
  })
}
