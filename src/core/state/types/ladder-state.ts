import type { ConcernAbout, Rung } from '../../events/ladder-event.ts'

/** The steps that czar took about a worker that makes no progress. The time of the next step is computed when needed and not stored. */
export interface LadderState {
  /** The steps that czar took since the worker's last progress, the oldest first. */
  readonly current: readonly Climb[]
  /**
   * Steps that czar took before the worker's last progress, the newest last. They no longer lead to stronger steps, but they still count
   * when czar limits how many steps it takes within a period.
   */
  readonly earlier: readonly Climb[]
  /** When the worker last got a text that it must answer. */
  readonly askedAt: number
  /** All that czar tried with the assignment, including steps from before the last progress. */
  readonly tried: Tried
}

export interface Tried {
  /** How many questions czar decided to ask, and how many of them reached the agent. */
  readonly asked: number
  readonly read: number
  /** How many agents czar replaced because of their work. */
  readonly replaced: number
}

/** The key of a step that czar takes after an agent wrote handoff notes without being asked. */
export const HANDOFF = 'handoff'

export interface Climb {
  readonly rung: Rung
  readonly about: ConcernAbout
  readonly matter: string
  readonly incarnation: number
  readonly at: number
  /** The problem that czar found, as a text. */
  readonly finding: string
}

/** The notes that an agent writes for the agent that replaces it, in its own words and a few lines each. */
export interface Handoff {
  readonly at: number
  readonly incarnation: number
  readonly done: string
  readonly pending: string
  readonly decisions: string
  readonly failing: string
  readonly next: string
}
