import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../../model/ids.ts'

/** A fault that a stage showed in the work of an earlier stage: a command that failed twice when czar ran it. */
export interface StageFault {
  readonly command: string
  /** The commit at which the command failed. It has the work of the earlier stage, and what this stage added. */
  readonly commit: CommitSha
  /** The proven commit of the earlier stage, whose work is wrong. */
  readonly about: CommitSha
  /** The description of the fault by the worker of this stage. */
  readonly words: string
  /** The end of the command's output, and the absolute path of the file with all of it. */
  readonly tail: string
  readonly log: string
}

/** Events about a stage of a task that finds a fault in the work of an earlier stage. */
export type StageEvent =
  | {
      readonly kind: 'stage.disproved'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly task: TaskId
      readonly fault: StageFault
    }
  /** The earlier stage gets its task back. The stage that showed the fault, and the stages between, wait until it is proven again. */
  | {
      readonly kind: 'stage.returned'
      /** The worker that gets its task back. */
      readonly worker: WorkerId
      readonly task: TaskId
      /** The task of the stage that showed the fault, and its assignment. */
      readonly from: TaskId
      readonly assignment: AssignmentId
      readonly commit: CommitSha
      /** How many times the stage has sent work back, including this time. */
      readonly round: number
      /** What the worker is told, in whole sentences. */
      readonly reasons: readonly string[]
      readonly tail: string
      readonly log: string
    }
