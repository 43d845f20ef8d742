import { Octokit } from '@octokit/core'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import type { z } from 'zod'
import { ForgeError } from '../../../core/model/errors.ts'
import { type CallBudget, type Headers, paceMs, readBudget } from './budget.ts'
import { forgeFailure } from './forge-failure.ts'

export interface ClientOptions {
  readonly apiUrl: string
  readonly token: string
  /** The function that sends requests. If it is absent, Node's own is used. */
  readonly fetch?: typeof fetch | undefined
  /** How long one try of a call may take, in ms. */
  readonly timeoutMs?: number
  /** How many ms count as a second when czar waits between two tries. Tests use a small number. */
  readonly retryUnitMs?: number
  /** Called if the forge no longer accepts the token. */
  readonly onUnauthorized?: () => void
}

export interface Client {
  readonly ask: Ask
  /** Returns how long to wait before the next reading, in ms. */
  readonly paceMs: () => number
}

/** One call of GitHub's API. */
export interface ForgeCall {
  /** Method and path, for example `GET /repos/{owner}/{name}/pulls`. */
  readonly route: string
  readonly values?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal | undefined
  /**
   * True for calls that are often repeated. If the answer has not changed, such a call does not count towards the number of calls that the
   * forge allows.
   */
  readonly isCached?: boolean
}

export type Ask = <Answer>(call: ForgeCall, schema: z.ZodType<Answer>) => Promise<Answer>

const TIMEOUT_MS = 20_000
/** The longest wait within a call. If the forge asks for a longer wait, the call fails. */
const MOST_WAIT_SECONDS = 10

/**
 * Creates the client for the host of one repository. It checks all answers. If a call fails, it throws a ForgeError that does not contain
 * the token. Long: the inner functions share the client.
 */
export function createClient(options: ClientOptions): Client {
  const { apiUrl, token, timeoutMs = TIMEOUT_MS, retryUnitMs = 1_000, onUnauthorized } = options
  const maySoon = (seconds: number, _options: unknown, _octokit: unknown, tries: number) => tries < 1 && seconds <= MOST_WAIT_SECONDS
  const octokit = new (Octokit.plugin(retry, throttling))({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'czar-fleet',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: withTimeout(options.fetch ?? fetch, timeoutMs) },
    retry: { retries: 2, retryAfterBaseValue: retryUnitMs, doNotRetry: [400, 401, 403, 404, 405, 409, 410, 422, 429, 451] },
    // Octokit keeps one queue of calls for each id. All calls to the same host share it.
    throttle: { id: apiUrl, retryAfterBaseValue: retryUnitMs, onRateLimit: maySoon, onSecondaryRateLimit: maySoon },
  })
  const known = new Map<string, Kept>()
  let budget: CallBudget | null = null

  function learn(headers: Headers): void {
    budget = readBudget(headers, Date.now()) ?? budget
  }

  /** Makes a call. If the forge says that the answer has not changed, returns the previous answer. */
  async function ask({ route, values = {}, signal, isCached = false }: ForgeCall): Promise<unknown> {
    const key = `${route} ${JSON.stringify(values)}`
    const before = isCached ? known.get(key) : undefined
    const headers = { ...VERSION, ...(before === undefined ? {} : { 'if-none-match': before.etag }) }
    // A POST request is not repeated. It may have had its effect although its answer was lost, and only the caller can find that out.
    const request = { ...(signal === undefined ? {} : { signal }), ...(route.startsWith('POST ') ? { retries: 0 } : {}) }
    const answer = await octokit
      .request(route.replace(GRAPHQL, `POST ${graphqlUrl(apiUrl)}`), { ...values, headers, request })
      .catch((error: unknown) => {
        const { status, response } = error as { status?: unknown; response?: { headers?: Headers } }
        learn(response?.headers ?? {})
        if (before !== undefined && status === 304) return before
        if (status === 401) onUnauthorized?.()
        throw forgeFailure(error, { route, token, apiUrl })
      })
    if (answer === before) return before.data
    const { headers: told } = answer as { headers: Headers }
    learn(told)
    const { etag } = told
    if (isCached && typeof etag === 'string') keep(known, key, { etag, data: answer.data })
    return answer.data
  }

  return {
    async ask(call, schema) {
      const answer = schema.safeParse(await ask(call))
      if (answer.success) return answer.data
      const where = answer.error.issues[0]?.path.join('.') ?? ''
      throw new ForgeError(`${call.route} gave an answer that czar does not understand: ${where}`, { reason: 'failed' })
    },
    paceMs: () => paceMs(budget),
  }
}

interface Kept {
  readonly etag: string
  readonly data: unknown
}

/** Stores an answer. If there are too many, the oldest is dropped, because answers about old commits are no longer needed. */
function keep(known: Map<string, Kept>, key: string, answer: Kept): void {
  known.delete(key)
  known.set(key, answer)
  const [oldest] = known.keys()
  if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
}

const MOST_KEPT = 200

const GRAPHQL = /^POST \/graphql$/

/** The address for GraphQL. A GitHub Enterprise server has it beside `/api/v3`. */
function graphqlUrl(apiUrl: string): string {
  return `${apiUrl.replace(/\/v3$/, '')}/graphql`
}

const VERSION = { 'x-github-api-version': '2022-11-28' }

/**
 * Adds a time limit, because Octokit sets none. Each try gets its own limit. With a single limit for all, no time might be left for the
 * retries.
 */
function withTimeout(fetchBy: typeof fetch, timeoutMs: number): typeof fetch {
  return (input, init) => {
    const signals = [AbortSignal.timeout(timeoutMs), ...(init?.signal == null ? [] : [init.signal])]
    return fetchBy(input, { ...init, signal: AbortSignal.any(signals) })
  }
}
