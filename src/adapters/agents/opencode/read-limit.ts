import type { LimitKind } from '../../../core/model/limit.ts'

/** The limit that a provider's message is about. An HTTP status may come before the message. null: the message is about no limit. */
export function readLimit(words: string): LimitKind | null {
  if (
    /credit balance|insufficient (?:quota|credit|fund|balance)|usage (?:limit|exceeded)|quota|billing|payment required|\b402\b/i.test(words)
  )
    return 'quota'
  if (/\b429\b|rate.{0,5}limit|too many requests|rate increased/i.test(words)) return 'rate'
  return /\b529\b|overloaded|exhausted|at capacity/i.test(words) ? 'overload' : null
}
