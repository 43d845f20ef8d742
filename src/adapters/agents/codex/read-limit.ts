import { z } from 'zod'
import type { LimitKind } from '../../../core/model/limit.ts'
import type { TurnError } from './rollout-line.ts'

const statusSchema = z.record(z.string(), z.object({ http_status_code: z.number().nullish() }))
const windowSchema = z.object({ used_percent: z.number(), resets_at: z.number().nullish() }).nullish().catch(null)
const limitsSchema = z.object({ primary: windowSchema, secondary: windowSchema })

/** The limit that made a turn fail. null: the turn failed for another reason. The words are those of Codex 0.169.0. */
export function readLimit({ message, info }: TurnError): LimitKind | null {
  if (info === 'usage_limit_exceeded' || /usage limit|quota|out of credits/i.test(message)) return 'quota'
  const status = statusOf(info)
  if (status === 429 || /\b429\b|rate.?limit/i.test(message)) return 'rate'
  // Codex reports a 500 as "We're currently experiencing high demand".
  if (info === 'server_overloaded' || status === 503 || status === 529 || /\b(?:503|529)\b|overloaded|high demand/i.test(message))
    return 'overload'
  return null
}

/** When the used-up quota will be available again (ms), according to the provider's last answer. null: the answer does not say. */
export function readResetAt(limits: unknown): number | null {
  const parsed = limitsSchema.safeParse(limits)
  if (!parsed.success) return null
  const used = [parsed.data.primary, parsed.data.secondary].filter(each => each != null && each.used_percent >= 100)
  const resets = used.flatMap(each => each?.resets_at ?? [])
  return resets.length === 0 ? null : Math.max(...resets) * 1000
}

/** Reads `{"response_too_many_failed_attempts":{"http_status_code":429}}` and similar values. */
function statusOf(info: unknown): number | null {
  const parsed = statusSchema.safeParse(info)
  return parsed.success ? (Object.values(parsed.data)[0]?.http_status_code ?? null) : null
}
