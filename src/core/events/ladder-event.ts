import type { AssignmentId, WorkerId } from '../model/ids.ts'
import type { Report } from './report.ts'

/**
 * Steps for a worker without progress, in the order in which czar takes them: ask how the task stands, restate the task
 * with the evidence, replace the agent, reassign the task, call a person. Czar stops at the first step that helps.
 * `handoff` is for an agent whose context fills up: the agent writes down what its successor must know.
 */
export const RUNGS = ['ask', 'restate', 'handoff', 'fresh', 'reassign', 'attention'] as const
export type Rung = (typeof RUNGS)[number]

/**
 * task: the agent misunderstood the task. progress: the agent makes no progress. context: the agent's conversation is
 * full.
 */
export type ConcernAbout = 'task' | 'progress' | 'context'

export type LadderEvent =
  | {
      readonly kind: 'ladder.climbed'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly incarnation: number
      readonly rung: Rung
      readonly about: ConcernAbout
      /** Short, stable name of the problem. It stays the same while only numbers change. */
      readonly matter: string
      readonly evidence: readonly string[]
    }
  /** A worker's agent wrote down what its successor must know. */
  | { readonly kind: 'handoff.received'; readonly worker: WorkerId; readonly report: Report }
