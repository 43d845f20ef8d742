import type { LimitKind } from '../../../core/model/limit.ts'

/**
 * The limit that made a turn fail. null: the turn failed for another reason. In Claude Code 2.1.197 the hook StopFailure reports
 * `rate_limit` both for status 429 and for a used-up quota, and `server_error` for 529 and 500. So czar judges by the message.
 */
export function readLimit(error: string, words: string): LimitKind | null {
  if (/hit your .*limit|usage limit|limit reached|out of (?:extra )?usage|credit balance/i.test(words)) return 'quota'
  if (error === 'rate_limit' || /\b429\b|rate.?limit/i.test(words)) return 'rate'
  return error === 'overloaded' || /\b529\b|overloaded/i.test(words) ? 'overload' : null
}
