/**
 * Where a sign of a worker comes from, strongest first: a weaker one never overrules a stronger one that is fresh.
 * record: what the czar itself knows for certain (a verdict, a person's command, a dependency).
 */
export const SIGNALS = ['record', 'process', 'agent', 'report', 'git', 'screen', 'silence'] as const
export type Signal = (typeof SIGNALS)[number]

/** One thing that a verdict rests on: what it says, and the event that told it where there is one. */
export interface Evidence {
  readonly signal: Signal
  readonly text: string
  readonly seq: number | null
  /** ms since the epoch; null: it holds without a moment of its own. */
  readonly at: number | null
}

/** A remark for the worker that may be right as it is. */
export interface Advice {
  /** Stays the same while the words change. */
  readonly matter: string
  readonly problem: string
}

/** The last event of one kind of signal. */
export interface Sign {
  readonly seq: number
  readonly at: number
}

/** What a journal holds as evidence: earlier versions wrote bare words. */
export function readEvidence(written: Evidence | string): Evidence {
  return typeof written === 'string' ? { signal: 'record', text: written, seq: null, at: null } : written
}
