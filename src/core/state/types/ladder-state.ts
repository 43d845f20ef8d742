import type { ConcernAbout, Rung } from '../../events/ladder-event.ts'

/** The steps that czar took with an assignment's worker. The time of the next step is computed and never stored. */
export interface LadderState {
  /** Steps since the last progress, oldest first. */
  readonly current: readonly Climb[]
  /** Steps that no longer count because of progress, newest last. They still count towards the limits within a period. */
  readonly earlier: readonly Climb[]
  /** When the worker last got a text that needs an answer. */
  readonly askedAt: number
  /** Everything that czar tried on the assignment, including steps that no longer count. */
  readonly tried: Tried
}

export interface Tried {
  /** Number of questions that czar decided on, and of those that reached the agent. */
  readonly asked: number
  readonly read: number
  /** Number of agents that were replaced because of their work. */
  readonly replaced: number
}

/** A key for a step that czar takes after a handoff for which it had not asked. */
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

/** An agent's notes for its successor, in its own words, a few lines each. */
export interface Handoff {
  readonly at: number
  readonly incarnation: number
  readonly done: string
  readonly pending: string
  readonly decisions: string
  readonly failing: string
  readonly next: string
}
