import type { Advice, Evidence } from '../../../model/evidence.ts'
import type { Health, HealthMatter } from '../../../model/health.ts'

/** How a worker is doing, why czar thinks so, and the evidence. */
export interface HealthVerdict {
  readonly health: Health
  /** A short name of the reason. It stays the same when the text of the reason changes. */
  readonly matter: HealthMatter
  /** The reason in one line for people. It has no number that counts up, so it stays the same while nothing changes. */
  readonly reason: string
  /** The reason as a sentence to the worker, or null if czar tells the worker nothing. */
  readonly problem: string | null
  readonly evidence: readonly Evidence[]
  /** True if the silence is about to count against the worker, so czar must first check the agent's child processes. */
  readonly wantsLook: boolean
  /** More hints for the worker, which have no consequences. */
  readonly advice: readonly Advice[]
}

interface Grounds {
  readonly evidence?: readonly Evidence[]
  readonly problem?: string | null
  readonly wantsLook?: boolean
}

/** Makes a judgement with its evidence, the strongest evidence first. */
export function sayHealth(
  [health, matter]: readonly [Health, HealthMatter],
  reason: string,
  { evidence = [], problem = null, wantsLook = false }: Grounds = {},
): HealthVerdict {
  return { health, matter, reason, problem, evidence, wantsLook, advice: [] }
}
