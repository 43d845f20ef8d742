import type { AssignmentId, CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { CheckResult } from './work-event.ts'

/**
 * A sign that two branches hold the same work. patch: both have a commit with the same change. near: one branch adds a piece of text, such
 * as a function, and most of it is also in a piece that the other branch adds. path, symbol, route, test: both add a file, an exported
 * name, a route or a test with the same name.
 */
export interface DuplicateFact {
  readonly kind: 'patch' | 'near' | 'path' | 'symbol' | 'route' | 'test'
  /** The file in the later work. `otherFile` is the file in the earlier work. */
  readonly file: string
  readonly otherFile: string
  /** For near, the name of the function, or null if the text is not one function. For symbol, route and test, its name. Otherwise null. */
  readonly name: string | null
  /**
   * For near, the share (0 to 1) of the smaller text that is also in the larger one. For patch, 1. Otherwise the share that the texts
   * behind the equal name have in common.
   */
  readonly share: number
}

/** The work that came first. If `task` is null, it is work on base that no worker of this project did. */
export interface EarlierWork {
  readonly task: TaskId | null
  readonly worker: WorkerId | null
  readonly commit: CommitSha
  /** True if the worker has uncommitted work on top of the commit. Czar cannot run commands on that work yet. */
  readonly isUncommitted?: true
}

/**
 * The result when czar ran the later task's accept commands on the earlier work. green: they pass there, and failed at the commit where the
 * task began. red: they fail there. idle: they also passed at the commit where the task began, so they prove nothing. error: they could not
 * run.
 */
export type DuplicateVerdict = 'green' | 'red' | 'idle' | 'error'

/** Events about two tasks whose work is the same, at least in part. */
export type DuplicateEvent =
  | {
      readonly kind: 'duplicate.found'
      /** The worker whose work came later. `task`, `assignment` and `commit` are about this later work too. */
      readonly worker: WorkerId
      readonly task: TaskId
      readonly assignment: AssignmentId
      readonly commit: CommitSha
      /** True if some of the later work was not committed when czar compared it. */
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
      /** The absolute path of the file with the whole output of the commands. `tail` has its last 80 lines. */
      readonly log: string
      readonly tail: string
      readonly durationMs: number
    }
  /** The earlier work also proves the later task, so the later task's worker is free for another task. */
  | {
      readonly kind: 'duplicate.proved'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly assignment: AssignmentId
      readonly earlier: EarlierWork
    }
