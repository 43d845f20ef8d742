import { ForgeError, type ForgeFailure } from '../../../core/model/errors.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { readBudget } from './budget.ts'

interface Failed {
  readonly route: string
  readonly token: string
  readonly apiUrl: string
}

const WORDS = 400

/**
 * Turns a failed call into an error that says what the failure means for the caller. It contains the forge's message, but not the token.
 */
export function forgeFailure(error: unknown, { route, token, apiUrl }: Failed): ForgeError {
  const { status = 0, message = String(error), response } = error as Partial<HttpFailure>
  const headers = response?.headers ?? {}
  const reason = reasonOf(status, message, response === undefined, headers)
  const words = plainText(message.replaceAll(token, '***'), WORDS).trim()
  const said = response === undefined ? words : `HTTP ${status}${words === '' ? '' : `: ${words}`}`
  const until = reason === 'limited' ? limitedUntil(headers) : undefined
  // The original error is not attached as `cause`, because it contains the whole request with the token.
  return new ForgeError(`${new URL(apiUrl).host} did not answer ${route}: ${said}`, { reason, until })
}

interface HttpFailure {
  readonly status: number
  readonly message: string
  /** The answer. Absent: the forge did not answer. */
  readonly response: { readonly headers: Readonly<Record<string, string | number | undefined>> }
}

function reasonOf(status: number, message: string, isSilent: boolean, headers: HttpFailure['response']['headers']): ForgeFailure {
  if (isSilent || status >= 500 || status === 408) return 'unreachable'
  if (status === 429 || /\brate limit\b|\babuse detection\b/i.test(message) || headers['x-ratelimit-remaining'] === '0') return 'limited'
  // GitHub answers 404 (not found) if the token may not read the repository.
  return status === 401 || status === 403 || status === 404 ? 'denied' : 'failed'
}

const WAIT_MS = 60_000
/** The longest period for which GitHub limits the number of calls. */
const LONGEST_MS = 3_600_000

/**
 * When the next call is allowed, in ms since the epoch by this machine's clock. If GitHub names no time, it is in a minute, as GitHub's
 * documentation asks.
 */
function limitedUntil(headers: HttpFailure['response']['headers']): number {
  const now = Date.now()
  const after = Number(headers['retry-after'])
  const budget = readBudget(headers, now)
  const waitMs = after > 0 ? after * 1_000 : budget?.remaining === 0 ? budget.resetMs : WAIT_MS
  return now + Math.min(waitMs, LONGEST_MS)
}
