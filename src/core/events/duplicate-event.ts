import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { CheckResult } from './work-event.ts'

/**
 * A sign that two branches hold the same work. patch: commits with the same change; near: added text that is mostly the same; path, symbol,
 * route, test: both add this file, exported name, route or test.
 */
export interface DuplicateFact {
  readonly kind: 'patch' | 'near' | 'path' | 'symbol' | 'route' | 'test'
  /** The place in the later work, and in the earlier work. */
  readonly file: string
  readonly otherFile: string
  /** near: the function's name, if the text is a function; symbol, route, test: its name; otherwise null. */
  readonly name: string | null
  /** near: the share (0 to 1) of the smaller text that is also in the larger one; otherwise 1. */
  readonly share: number
}

/** The earlier work. If it has no task, it is on base and no worker of this project made it. */
export interface EarlierWork {
  readonly task: TaskId | null
  readonly worker: WorkerId | null
  readonly commit: CommitSha
  /** True: the worker has uncommitted work on top of the commit. Commands cannot run on that work yet. */
  readonly isUncommitted?: true
}

/**
 * How the later task's accept commands ended on the earlier work. green: they pass on it, and failed on the commit where
 * the task began. red: they fail. idle: they also passed on the commit where the task began, so they prove nothing.
 * error: they could not run.
 */
export type DuplicateVerdict = 'green' | 'red' | 'idle' | 'error'

/** Two pieces of work that are the same, at least in part. */
export type DuplicateEvent =
  | {
      readonly kind: 'duplicate.found'
      /** The task that came later. */
      readonly worker: WorkerId
      readonly task: TaskId
      readonly assignment: AssignmentId
      readonly commit: CommitSha
      /** True: some of the work was not committed when it was compared. */
      readonly isUncommitted?: true
      readonly earlier: EarlierWork
      readonly facts: readonly DuplicateFact[]
    }
  | {
      readonly kind: 'duplicate.tried'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly assignment: AssignmentId
      readonly earlier: EarlierWork
      readonly verdict: DuplicateVerdict
      readonly reason: string
      readonly checks: readonly CheckResult[]
      /** Absolute path of the whole output, and its last 80 lines. */
      readonly log: string
      readonly tail: string
      readonly durationMs: number
    }
  /** The earlier work proves the later task, and the later task's worker is free for another task. */
  | {
      readonly kind: 'duplicate.proved'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly assignment: AssignmentId
      readonly earlier: EarlierWork
    }
