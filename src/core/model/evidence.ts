/**
 * The sources of czar's knowledge about a worker, the most reliable first. A less reliable source never overrules a fresh signal of a more
 * reliable one. record: facts in czar's own state, such as the result of a check, a person's command, or a task that is needed. process:
 * the agent's processes. agent: signals of the agent's program. silence: the time without any signal.
 */
export const SIGNALS = ['record', 'process', 'agent', 'report', 'git', 'screen', 'silence'] as const
export type Signal = (typeof SIGNALS)[number]

/** One piece of evidence for a judgement, and the number of the event that brought it, if there is one. */
export interface Evidence {
  readonly signal: Signal
  readonly text: string
  readonly seq: number | null
  /** When it happened, in ms since the epoch, or null if that is unknown. */
  readonly at: number | null
}

/** A hint to the worker, which may be a false alarm. */
export interface Advice {
  /** A key that stays the same when the wording of the hint changes. */
  readonly matter: string
  readonly problem: string
}

/** When something last happened, and the number of its event. */
export interface Sign {
  readonly seq: number
  readonly at: number
}

/** Reads evidence from the journal. Earlier versions wrote plain strings. */
export function readEvidence(written: Evidence | string): Evidence {
  return typeof written === 'string' ? { signal: 'record', text: written, seq: null, at: null } : written
}
