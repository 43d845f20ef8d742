import type { AssignmentId, WorkerId } from '../model/ids.ts'
import type { Report } from './report.ts'

/**
 * Escalation steps for a worker without progress, in order, no further than needed: ask for its status, restate the task with
 * the evidence, replace the agent, reassign the task, call a person.
 * `handoff` is for an agent whose context fills up: it writes down what the next agent must know.
 */
export const RUNGS = ['ask', 'restate', 'handoff', 'fresh', 'reassign', 'attention'] as const
export type Rung = (typeof RUNGS)[number]

/** task: the agent misunderstood the task; progress: it makes none; context: its conversation is full. */
export type ConcernAbout = 'task' | 'progress' | 'context'

export type LadderEvent =
  | {
      readonly kind: 'ladder.climbed'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly incarnation: number
      readonly rung: Rung
      readonly about: ConcernAbout
      /** Short, stable name of the problem: the same while only numbers change. */
      readonly matter: string
      readonly evidence: readonly string[]
    }
  /** A worker wrote down what the next agent in its seat must know. */
  | { readonly kind: 'handoff.received'; readonly worker: WorkerId; readonly report: Report }
