/**
 * Sources of signals about a worker, strongest first. A weaker source never overrules a fresh signal of a stronger one. record: facts in
 * the czar's own state (a verdict, a person's command, a dependency).
 */
export const SIGNALS = ['record', 'process', 'agent', 'report', 'git', 'screen', 'silence'] as const
export type Signal = (typeof SIGNALS)[number]

/** One piece of evidence for a verdict, with the event that carried it, if any. */
export interface Evidence {
  readonly signal: Signal
  readonly text: string
  readonly seq: number | null
  /** ms since the epoch; null: the evidence has no timestamp. */
  readonly at: number | null
}

/** A hint to the worker, which may be a false alarm. */
export interface Advice {
  /** A key that stays the same while the hint's wording changes. */
  readonly matter: string
  readonly problem: string
}

/** The last event of each kind of signal. */
export interface Sign {
  readonly seq: number
  readonly at: number
}

/** Reads evidence from a journal. Earlier versions wrote plain strings. */
export function readEvidence(written: Evidence | string): Evidence {
  return typeof written === 'string' ? { signal: 'record', text: written, seq: null, at: null } : written
}
