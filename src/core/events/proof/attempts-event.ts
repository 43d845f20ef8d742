import type { CommitSha, TaskId, WorkerId } from '../../model/ids.ts'

/** Says that a worker is one of several that try the same task. Only one of them wins, and only its work is merged. */
export interface TaskAttempt {
  /** The task as the project file names it. The first attempt has this name too. */
  readonly task: TaskId
  /** The number of the attempt, from 1. */
  readonly number: number
  readonly count: number
  /** When the winner is settled. first: the first proven attempt wins. best: czar compares all attempts when none of them goes on. */
  readonly settle: 'first' | 'best'
}

/** What the proven commit of an attempt changes. */
export interface AttemptSize {
  readonly files: readonly string[]
  /** How many lines were added and removed. Lock files do not count. */
  readonly added: number
  readonly removed: number
}

/** One attempt and what became of it. */
export interface JudgedAttempt {
  /** The task of the attempt, which has the name of its worker. */
  readonly task: TaskId
  readonly number: number
  /** The proven commit, or null if the attempt was not proven. */
  readonly commit: CommitSha | null
  /** Why the attempt won or lost. */
  readonly why: string
}

/** Which of several attempts at one task counts. */
export type AttemptsEvent =
  | {
      readonly kind: 'attempts.settled'
      /** The task as the project file names it. */
      readonly task: TaskId
      readonly winner: TaskId
      /** The rule that settled it. */
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
