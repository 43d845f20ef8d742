/** How many calls the forge still allows. All programs that use the same token share this number. */
export interface CallBudget {
  readonly limit: number
  readonly remaining: number
  /** The time in ms until the full number of calls is allowed again. */
  readonly resetMs: number
}

/** The headers of an answer. */
export type Headers = Readonly<Record<string, string | number | undefined>>

/**
 * Reads from the headers of an answer how many calls are left. Returns null if the server does not say. `now` is in ms since the epoch.
 */
export function readBudget(headers: Headers, now: number): CallBudget | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map(name => Number(headers[`x-ratelimit-${name}`] ?? Number.NaN))
  if (limit === undefined || remaining === undefined || reset === undefined) return null
  if (!(limit > 0) || !(remaining >= 0) || !(reset > 0)) return null
  return { limit, remaining, resetMs: Math.max(0, reset * 1_000 - forgesNow(headers, now)) }
}

/** The present time by the forge's clock. The forge's times refer to this clock, and this machine's clock may be wrong. */
function forgesNow(headers: Headers, now: number): number {
  const date = Date.parse(String(headers['date'] ?? ''))
  return Number.isNaN(date) ? now : date
}

const PACE_MS = 15_000
const LONGEST_MS = 600_000
/** If less than this part of the calls is left, czar reads less often, because people and other programs need calls too. */
const LOW = 0.2
/** About how many calls one reading needs if many things have changed. */
const CALLS = 20

/**
 * How long to wait before the next reading. If few calls are left, the time is chosen so that they last until the full number is allowed
 * again.
 */
export function paceMs(budget: CallBudget | null): number {
  if (budget === null || budget.remaining >= budget.limit * LOW) return PACE_MS
  const looks = Math.max(1, Math.floor(budget.remaining / CALLS))
  return Math.min(LONGEST_MS, Math.max(PACE_MS, Math.ceil(budget.resetMs / looks)))
}
