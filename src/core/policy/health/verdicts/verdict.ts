import type { Advice, Evidence } from '../../../model/evidence.ts'
import type { Health, HealthMatter } from '../../../model/health.ts'

/** A worker's health, the reason, and the evidence. */
export interface HealthVerdict {
  readonly health: Health
  /** A key for the reason, which stays unchanged while the reason's text changes. */
  readonly matter: HealthMatter
  /** One line for people, without counters, so that it stays the same while nothing changes. */
  readonly reason: string
  /** The reason as a sentence to the worker. Null if czar tells the worker nothing. */
  readonly problem: string | null
  readonly evidence: readonly Evidence[]
  /** True: the silence is about to count against the worker, so czar must first check the agent's child processes. */
  readonly wantsLook: boolean
  /** Further hints to the worker, without consequences. */
  readonly advice: readonly Advice[]
}

interface Grounds {
  readonly evidence?: readonly Evidence[]
  readonly problem?: string | null
  readonly wantsLook?: boolean
}

/** Builds a verdict with its evidence, strongest first. */
export function sayHealth(
  [health, matter]: readonly [Health, HealthMatter],
  reason: string,
  { evidence = [], problem = null, wantsLook = false }: Grounds = {},
): HealthVerdict {
  return { health, matter, reason, problem, evidence, wantsLook, advice: [] }
}
