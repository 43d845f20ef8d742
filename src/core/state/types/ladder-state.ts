import type { ConcernAbout, Rung } from '../../events/ladder-event.ts'

/** How far the czar has gone with the worker of an assignment. When the next step is due is worked out, never kept. */
export interface LadderState {
  /** Steps since the last progress, oldest first. */
  readonly current: readonly Climb[]
  /** Steps that progress has excused, newest last: so many in a period are enough. */
  readonly earlier: readonly Climb[]
  /** When the worker was last told something that calls for an answer. */
  readonly askedAt: number
  /** All that was tried on the assignment, whatever progress excused since. */
  readonly tried: Tried
}

export interface Tried {
  /** Questions that were decided on, and those of them that reached the agent. */
  readonly asked: number
  readonly read: number
  /** Agents that were replaced because of their work. */
  readonly replaced: number
}

/** The matter of a step that follows a handoff nobody asked for. */
export const HANDOFF = 'handoff'

export interface Climb {
  readonly rung: Rung
  readonly about: ConcernAbout
  readonly matter: string
  readonly incarnation: number
  readonly at: number
  /** What was seen, in the czar's words. */
  readonly finding: string
}

/** What an agent wrote for the one that takes its place: its own words, each a few lines. */
export interface Handoff {
  readonly at: number
  readonly incarnation: number
  readonly done: string
  readonly pending: string
  readonly decisions: string
  readonly failing: string
  readonly next: string
}
