import type { CommitSha, TaskId, WorkerId } from '../../model/ids.ts'

/** Says that a worker is one of several that try the same task. Only one of them wins, and only its work is merged. */
export interface TaskAttempt {
  /** The task as the project file names it. The first attempt has this name too. */
  readonly task: TaskId
  /** The number of the attempt, from 1. */
  readonly number: number
  readonly count: number
  /**
   * When the winner is settled. first: the first proven attempt wins. best: czar compares the proven attempts once no attempt is still at
   * work.
   */
  readonly settle: 'first' | 'best'
}

/** The size of the change in an attempt's proven commit. */
export interface AttemptSize {
  readonly files: readonly string[]
  /** How many lines were added and removed. Lock files do not count. */
  readonly added: number
  readonly removed: number
}

/** One attempt, and why it won or lost. */
export interface JudgedAttempt {
  /** The attempt's own task. It has the id of the attempt's worker. */
  readonly task: TaskId
  readonly number: number
  /** The proven commit, or null if the attempt was not proven. */
  readonly commit: CommitSha | null
  /** Why the attempt won or lost. */
  readonly why: string
}

/** Events about several attempts at one task. */
export type AttemptsEvent =
  | {
      readonly kind: 'attempts.settled'
      /** The task as the project file names it. */
      readonly task: TaskId
      readonly winner: TaskId
      /** The rule by which czar chose the winner. */
      readonly settle: TaskAttempt['settle']
      /** All attempts, the winner first. */
      readonly attempts: readonly JudgedAttempt[]
      readonly reason: string
    }
  /** The work of an attempt that lost is under a git ref that czar never moves. `ref` is null if the attempt committed nothing. */
  | {
      readonly kind: 'attempts.kept'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly ref: string | null
      /** Why czar could not create the ref. The branch still has the work. */
      readonly problem?: string
    }
