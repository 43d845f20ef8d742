import { countTokens, sessionKey, type Tokens, type UsageReading, type WorkerUsage } from '../model/usage.ts'

type Sessions = WorkerUsage['sessions']
type Session = Sessions[string]

/**
 * Adds one reading to what a worker has used. A reading is the total of a session, so for each session the largest reading counts. Smaller
 * ones come too, because a czar that starts again reads each transcript from its beginning.
 */
export function addUsage(before: WorkerUsage | null, reading: UsageReading & { readonly incarnation: number }, at: number): WorkerUsage {
  const key = sessionKey(reading)
  const known = before === null || !Object.hasOwn(before.sessions, key) ? undefined : before.sessions[key]
  const sessions = { ...before?.sessions, [key]: larger(known, { tokens: reading.tokens, usd: reading.usd }) }
  const tokens = Object.values(sessions).reduce((sum, session) => sum + countTokens(session.tokens), 0)
  const prices = Object.values(sessions).flatMap(({ usd }) => usd ?? [])
  return {
    tokens,
    usd: prices.length === 0 ? null : prices.reduce((sum, usd) => sum + usd, 0),
    isUsdPartial: prices.length < Object.keys(sessions).length,
    contextTokens: reading.contextTokens,
    context: reading.context,
    at: before !== null && before.tokens === tokens ? before.at : at,
    sessions,
  }
}

function larger(known: Session | undefined, read: Session): Session {
  if (known === undefined) return read
  return {
    tokens: largerTokens(known.tokens, read.tokens),
    usd: known.usd === null || read.usd === null ? (read.usd ?? known.usd) : Math.max(known.usd, read.usd),
  }
}

function largerTokens(one: Tokens, other: Tokens): Tokens {
  return {
    input: Math.max(one.input, other.input),
    output: Math.max(one.output, other.output),
    cacheRead: Math.max(one.cacheRead, other.cacheRead),
    cacheWrite: Math.max(one.cacheWrite, other.cacheWrite),
  }
}
