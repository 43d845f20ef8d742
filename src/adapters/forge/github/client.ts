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
  /** Default: Node's own. */
  readonly fetch?: typeof fetch | undefined
  /** Time limit of one try. */
  readonly timeoutMs?: number
  /** The factor of the waits between tries, in ms for what is meant as seconds; tests take a smaller one. */
  readonly retryUnitMs?: number
  /** Called when the forge does not accept the token any more. */
  readonly onUnauthorized?: () => void
}

export interface Client {
  readonly ask: Ask
  /** The time until the next reading, ms. */
  readonly paceMs: () => number
}

/** One call of GitHub's API. */
export interface ForgeCall {
  /** `GET /repos/{owner}/{name}/pulls` */
  readonly route: string
  readonly values?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal | undefined
  /** True for calls that are repeated often: an answer that has not changed does not count towards the forge's budget. */
  readonly isCached?: boolean
}

export type Ask = <Answer>(call: ForgeCall, schema: z.ZodType<Answer>) => Promise<Answer>

const TIMEOUT_MS = 20_000
/** The longest wait inside a call. If the forge asks for a longer wait, the call fails. */
const MOST_WAIT_SECONDS = 10

/** A client for one repository's host. Its failures are ForgeErrors without the token; answers are checked. Long: its functions share the client. */
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
    // Octokit keeps one queue for each id: it is the budget of this host and token.
    throttle: { id: apiUrl, retryAfterBaseValue: retryUnitMs, onRateLimit: maySoon, onSecondaryRateLimit: maySoon },
  })
  const known = new Map<string, Kept>()
  let budget: CallBudget | null = null

  function learn(headers: Headers): void {
    budget = readBudget(headers, Date.now()) ?? budget
  }

  /** Returns the last answer if the forge says that it has not changed. */
  async function ask({ route, values = {}, signal, isCached = false }: ForgeCall): Promise<unknown> {
    const key = `${route} ${JSON.stringify(values)}`
    const before = isCached ? known.get(key) : undefined
    const headers = { ...VERSION, ...(before === undefined ? {} : { 'if-none-match': before.etag }) }
    // A POST whose answer got lost may have taken effect. Only the caller knows how to check this.
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

/** Answers about old commits are not needed any more, so the oldest answer is dropped first. */
function keep(known: Map<string, Kept>, key: string, answer: Kept): void {
  known.delete(key)
  known.set(key, answer)
  const [oldest] = known.keys()
  if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
}

const MOST_KEPT = 200

const GRAPHQL = /^POST \/graphql$/

/** A GitHub Enterprise server has GraphQL beside `/api/v3`. */
function graphqlUrl(apiUrl: string): string {
  return `${apiUrl.replace(/\/v3$/, '')}/graphql`
}

const VERSION = { 'x-github-api-version': '2022-11-28' }

/** Octokit sets no time limit. Each try gets its own, or the retries would be over before they begin. */
function withTimeout(fetchBy: typeof fetch, timeoutMs: number): typeof fetch {
  return (input, init) => {
    const signals = [AbortSignal.timeout(timeoutMs), ...(init?.signal == null ? [] : [init.signal])]
    return fetchBy(input, { ...init, signal: AbortSignal.any(signals) })
  }
}
