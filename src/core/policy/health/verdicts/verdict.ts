import type { Advice, Evidence } from '../../../model/evidence.ts'
import type { Health, HealthMatter } from '../../../model/health.ts'

/** A worker's health, the reason, and the evidence. */
export interface HealthVerdict {
  readonly health: Health
  /** A stable key for the matter; its text may change. */
  readonly matter: HealthMatter
  /** One line for people; without counters, so that it stays the same while nothing changes. */
  readonly reason: string
  /** The same as a sentence to the worker; null: nothing to say. */
  readonly problem: string | null
  readonly evidence: readonly Evidence[]
  /** Silence is about to count against it, so its children have to be looked at first. */
  readonly wantsLook: boolean
  /** Further hints for it, without consequences. */
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
