import type { AssignmentId, WorkerId } from '../model/ids.ts'
import type { Report } from './report.ts'

/**
 * The steps that czar takes when a worker makes no progress, in this order: it asks how the task stands, repeats the task with the
 * evidence, replaces the agent, gives the task to another worker, and calls a person. Czar stops as soon as one step helps. `handoff` is
 * for an agent whose context is nearly full: it writes down what the agent that replaces it must know.
 */
export const RUNGS = ['ask', 'restate', 'handoff', 'fresh', 'reassign', 'attention'] as const
export type Rung = (typeof RUNGS)[number]

/**
 * The kind of a worker's problem. task: the agent misunderstood the task. progress: the agent makes no progress. context: the agent's
 * conversation is nearly full.
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
      /**
       * A short name of the problem. It stays the same while only numbers in the problem's text change, so that the problem is not reported
       * again.
       */
      readonly matter: string
      readonly evidence: readonly string[]
    }
  /** An agent wrote down what the agent that replaces it must know. */
  | { readonly kind: 'handoff.received'; readonly worker: WorkerId; readonly report: Report }
