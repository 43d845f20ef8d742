import type { Journaled } from '../../../core/events/event.ts'
import { countTokens, sessionKey } from '../../../core/model/usage.ts'
import type { ProjectMetrics } from '../wire.ts'

const HOUR_MS = 3_600_000

const NOTHING = { proven: 0, rejected: 0, usd: 0, tokens: 0 }
/** A page shows at most this many hours. A project that rested for months would have more. The earliest hours are left out. */
const MOST_HOURS = 2_000

/** The hours from one before the first event to one after the last, without gaps, so that quiet hours are shown too. */
function everyHour(known: readonly number[]): readonly number[] {
  if (known.length === 0) return []
  const last = Math.max(...known) + HOUR_MS
  const count = Math.min(MOST_HOURS, (last - Math.min(...known)) / HOUR_MS + 2)
  return Array.from({ length: count }, (_, index) => last - (count - 1 - index) * HOUR_MS)
}

/** Adds up a journal page by page. It remembers the sums, so it reads each event only once. */
export interface MetricsTally {
  add(events: readonly Journaled[]): void
  /** The number of the last event that was added. */
  readonly seq: () => number
  readonly metrics: () => ProjectMetrics
}

// Long: the inner functions share the sums.
export function createMetricsTally(): MetricsTally {
  const hours = new Map<number, { proven: number; rejected: number; usd: number; tokens: number }>()
  const firsts = new Map<string, boolean>()
  const used = new Map<string, { usd: number; tokens: number }>()
  let seq = 0

  function hourOf(at: number) {
    const hour = Math.floor(at / HOUR_MS) * HOUR_MS
    const known = hours.get(hour) ?? { ...NOTHING }
    hours.set(hour, known)
    return known
  }

  function addEvent(event: Journaled): void {
    seq = event.seq
    if (event.kind === 'verification.finished' && (event.verdict === 'verified' || event.verdict === 'rejected')) {
      const isProven = event.verdict === 'verified'
      hourOf(event.at)[isProven ? 'proven' : 'rejected'] += 1
      if (!firsts.has(event.assignment)) firsts.set(event.assignment, isProven)
    }
    if (event.kind !== 'agent.usage') return
    // Each reading of the usage contains everything that a session has used so far.
    const key = `${event.worker} ${sessionKey(event)}`
    const before = used.get(key) ?? { usd: 0, tokens: 0 }
    const now = { usd: event.usd ?? before.usd, tokens: countTokens(event.tokens) }
    used.set(key, now)
    const hour = hourOf(event.at)
    hour.usd += Math.max(0, now.usd - before.usd)
    hour.tokens += Math.max(0, now.tokens - before.tokens)
  }

  return {
    add: events => events.forEach(addEvent),
    seq: () => seq,
    metrics: () => ({
      hours: everyHour([...hours.keys()]).map(at => ({ at, ...(hours.get(at) ?? NOTHING) })),
      right_at_first: [...firsts.values()].filter(Boolean).length,
      checked: firsts.size,
    }),
  }
}
