import type { LimitKind } from '../../../core/model/limit.ts'

/** A failed request, from a line of Gemini CLI's own log. */
export interface LogLine {
  /** When the request failed, in ms since the epoch. */
  readonly at: number
  /** `retry`: the program tries again by itself. `failed`: the turn ends. */
  readonly kind: 'retry' | 'failed'
  readonly limit: LimitKind | null
  readonly text: string
}

/**
 * Matches a line about a failed request (Gemini CLI 0.61.0, measured). Before a retry it is `[2026-11-22T08:23:17.056Z] [WARN] Attempt 1
 * failed: …` or `… with status 503. …`. At the end it is `[ERROR] Error when talking to Gemini API Full report available at: FILE WHAT`.
 */
const LINE = /^\[(\d{4}-\d\d-\d\dT[\d:.]+Z)\] \[(?:WARN|ERROR)\] (.*)$/s
const RETRY = /^Attempt \d+ failed(?: with status (\d{3}))?/
/** The form of the line if the provider said how long to wait. Providers say that only if a limit is reached. */
const WAITING = /^Attempt \d+ failed: (?!.*Max attempts reached)/
const FAILED = /^Error when talking to Gemini API(?: Full report available at: \S+)? (.*)$/s

/** Reads one line. Returns null if the line does not report a failed request. */
export function readLogLine(line: string): LogLine | null {
  const [, time = '', words = ''] = LINE.exec(line) ?? []
  const failed = FAILED.exec(words)?.[1]
  if (failed === undefined && !RETRY.test(words)) return null
  const text = failed ?? words
  const limit = limitOf(text) ?? (WAITING.test(text) ? 'rate' : null)
  return { at: Date.parse(time) || 0, kind: failed === undefined ? 'retry' : 'failed', limit, text: shortened(text) }
}

function limitOf(text: string): LimitKind | null {
  if (/TerminalQuotaError|exhausted your daily quota|per day|PerDay/i.test(text)) return 'quota'
  if (/with status (?:529|503|500|502|504)|"code":\s*5\d\d|overloaded|UNAVAILABLE|high demand|capacity/i.test(text)) return 'overload'
  return /RetryableQuotaError|RESOURCE_EXHAUSTED|"code":\s*429|status 429|quota|rate.?limit/i.test(text) ? 'rate' : null
}

/** The message in `_ApiError: {"error":{"message":"…"}}`. If there is none, the whole text. */
function shortened(text: string): string {
  const message = /"message":("(?:\\.|[^"\\])*")/.exec(text)?.[1]
  return message === undefined ? text : String(JSON.parse(message))
}
