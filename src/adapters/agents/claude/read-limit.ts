import type { LimitKind } from '../../../core/model/limit.ts'

/**
 * Which limit a failed turn met; null: it failed of something else. Claude Code 2.1.197: StopFailure says `rate_limit` at
 * a 429 and at a used-up quota, `server_error` at 529 and 500; the words tell them apart.
 */
export function readLimit(error: string, words: string): LimitKind | null {
  if (/hit your .*limit|usage limit|limit reached|out of (?:extra )?usage|credit balance/i.test(words)) return 'quota'
  if (error === 'rate_limit' || /\b429\b|rate.?limit/i.test(words)) return 'rate'
  return error === 'overloaded' || /\b529\b|overloaded/i.test(words) ? 'overload' : null
}
