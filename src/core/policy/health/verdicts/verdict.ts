import type { Health } from '../../../events/event.ts'
import type { Advice, Evidence } from '../../../model/evidence.ts'
import type { HealthMatter } from '../../../model/health-matter.ts'

/** How a worker stands, why, and what that rests on. */
export interface Verdict {
  readonly health: Health
  /** What is the matter, as a key that stays the same while the words may change. */
  readonly matter: HealthMatter
  /** One line for people; it holds no number that counts up, so that it stands still while nothing changes. */
  readonly reason: string
  /** The same as a sentence to the worker, where there is something to say to it; null: nothing. */
  readonly problem: string | null
  readonly evidence: readonly Evidence[]
  /** Silence is about to be held against it: first its children are to be looked at. */
  readonly wantsLook: boolean
  /** What it might be told besides, though nothing follows from it. */
  readonly advice: readonly Advice[]
}

interface Grounds {
  readonly evidence?: readonly Evidence[]
  readonly problem?: string | null
  readonly wantsLook?: boolean
}

/** A verdict, what it rests on after it, strongest first. */
export function say(
  [health, matter]: readonly [Health, HealthMatter],
  reason: string,
  { evidence = [], problem = null, wantsLook = false }: Grounds = {},
): Verdict {
  return { health, matter, reason, problem, evidence, wantsLook, advice: [] }
}
