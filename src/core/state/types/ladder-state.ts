import type { ConcernAbout, Rung } from '../../events/ladder-event.ts'

/** Escalation state of an assignment's worker. The due time of the next step is computed, never stored. */
export interface LadderState {
  /** Steps since the last progress, oldest first. */
  readonly current: readonly Climb[]
  /** Steps excused by progress, newest last; they still count towards the limits per period. */
  readonly earlier: readonly Climb[]
  /** Time of the last text to the worker that needs an answer. */
  readonly askedAt: number
  /** Everything tried on the assignment, including excused steps. */
  readonly tried: Tried
}

export interface Tried {
  /** Questions decided on, and those that reached the agent. */
  readonly asked: number
  readonly read: number
  /** Agents replaced because of their work. */
  readonly replaced: number
}

/** The matter of a step after an unrequested handoff. */
export const HANDOFF = 'handoff'

export interface Climb {
  readonly rung: Rung
  readonly about: ConcernAbout
  readonly matter: string
  readonly incarnation: number
  readonly at: number
  /** The czar's finding, as text. */
  readonly finding: string
}

/** An agent's notes for its replacement: its own words, each a few lines. */
export interface Handoff {
  readonly at: number
  readonly incarnation: number
  readonly done: string
  readonly pending: string
  readonly decisions: string
  readonly failing: string
  readonly next: string
}
