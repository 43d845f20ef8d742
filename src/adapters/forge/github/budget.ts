/** The forge's budget of calls. All programs that use one token share its budget. */
export interface CallBudget {
  readonly limit: number
  readonly remaining: number
  /** Time until the budget is full again, ms. */
  readonly resetMs: number
}

/** Headers of an answer. */
export type Headers = Readonly<Record<string, string | number | undefined>>

/** Reads the budget from the headers of an answer. Returns null if the server has none. `now`: ms since the epoch. */
export function readBudget(headers: Headers, now: number): CallBudget | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map(name => Number(headers[`x-ratelimit-${name}`] ?? Number.NaN))
  if (limit === undefined || remaining === undefined || reset === undefined) return null
  if (!(limit > 0) || !(remaining >= 0) || !(reset > 0)) return null
  return { limit, remaining, resetMs: Math.max(0, reset * 1_000 - forgesNow(headers, now)) }
}

/** The forge's own time. The forge gives times by its own clock, and this machine's clock may be wrong. */
function forgesNow(headers: Headers, now: number): number {
  const date = Date.parse(String(headers['date'] ?? ''))
  return Number.isNaN(date) ? now : date
}

const PACE_MS = 15_000
const LONGEST_MS = 600_000
/** Below this share of the budget czar reads less often, because people and other programs need calls too. */
const LOW = 0.2
/** Number of calls of a reading when much has changed. */
const CALLS = 20

/** The time until the next reading, chosen so that the rest of a low budget lasts until the budget is full again. */
export function paceMs(budget: CallBudget | null): number {
  if (budget === null || budget.remaining >= budget.limit * LOW) return PACE_MS
  const looks = Math.max(1, Math.floor(budget.remaining / CALLS))
  return Math.min(LONGEST_MS, Math.max(PACE_MS, Math.ceil(budget.resetMs / looks)))
}
