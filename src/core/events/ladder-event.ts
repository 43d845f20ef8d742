import type { AssignmentId, WorkerId } from '../model/ids.ts'
import type { Report } from './report.ts'

/**
 * What is done, in this order and no further than needed, for a worker that does not get on: it is asked how it stands,
 * told its task again with the evidence, replaced by a fresh agent, relieved of the task, and at last put to a person.
 * `handoff` is the way of an agent whose context fills up: it is asked to write down what the next one has to know.
 */
export const RUNGS = ['ask', 'restate', 'handoff', 'fresh', 'reassign', 'attention'] as const
export type Rung = (typeof RUNGS)[number]

/** task: what it is to do was not understood; progress: it does not come further; context: its conversation is full. */
export type ConcernAbout = 'task' | 'progress' | 'context'

export type LadderEvent =
  | {
      readonly kind: 'ladder.climbed'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly incarnation: number
      readonly rung: Rung
      readonly about: ConcernAbout
      /** A short, stable name of what is wrong: the same while only numbers change. */
      readonly matter: string
      readonly evidence: readonly string[]
    }
  /** A worker wrote down what the next agent in its seat has to know. */
  | { readonly kind: 'handoff.received'; readonly worker: WorkerId; readonly report: Report }
