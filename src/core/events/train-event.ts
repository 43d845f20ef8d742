import type { CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { CheckResult } from './work-event.ts'

/** A proven commit in the train's chain, and the tip of the chain with it. */
export interface TrainMember {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly merge: CommitSha
  /** It conflicted in these files, and the changes of both sides were kept. Absent: it merged cleanly. */
  readonly joined?: JoinedFiles
}

export interface JoinedFiles {
  readonly files: readonly string[]
  /** The members that changed these files. */
  readonly beside: readonly TaskId[]
  /** Both sides add lines or items at one place, so they can be put in another order. */
  readonly hasOrder?: true
}

/**
 * Why a proven commit is not on the train. conflict: it conflicts with the chain before it; red: the chain's tests fail with
 * it and pass without it; needs: it contains a commit that was set aside; content: its worker merged the train into it and dropped
 * lines of others.
 */
export type AsideCause = 'conflict' | 'red' | 'needs' | 'content'

/** A run of the train's tests on one tree. */
export interface TrainRun {
  readonly reason: string
  readonly checks: readonly CheckResult[]
  /** Absolute path of the whole output, and its last 80 lines. */
  readonly log: string
  readonly tail: string
  readonly durationMs: number
}

/** A proven commit that is left out of the chain. */
export interface LeftOut {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly because: AsideCause
  /** conflict, content: the files; otherwise empty. */
  readonly files: readonly string[]
  /** content: the lost lines, each after its path. */
  readonly lost?: readonly string[]
  /** conflict, content: the tasks in the chain that changed these files; red: all in the chain before it; needs: those set aside. */
  readonly beside: readonly TaskId[]
}

/** The tasks that a person wants merged: null: all that are proven. */
export interface TrainChoice {
  readonly only: readonly TaskId[] | null
  readonly without: readonly TaskId[]
}

/** The merge train: proven commits, chained on base, tested as one tree, and moved to `omnibus/<project>`. */
export type TrainEvent =
  /** The chain starts at this commit of base, for the first time or because base has moved. */
  | { readonly kind: 'train.begun'; readonly base: CommitSha }
  /** A person asks for it now, by a command of its own: what was set aside is tried again, and only these tasks board. */
  | ({ readonly kind: 'train.asked'; readonly base: CommitSha } & TrainChoice)
  /** The commits were merged on top of `onto`, one by one. Replaces the chain that waits for its test. */
  | { readonly kind: 'train.chained'; readonly onto: CommitSha; readonly members: readonly TrainMember[] }
  | ({ readonly kind: 'train.set_aside'; readonly onto: CommitSha; readonly run: TrainRun | null } & LeftOut)
  /** The tests failed with the task, which was joined with others: it is joined once more, its own lines first. */
  | { readonly kind: 'train.turned'; readonly task: TaskId; readonly commit: CommitSha; readonly run: TrainRun }
  | ({ readonly kind: 'train.tested'; readonly tip: CommitSha; readonly isGreen: boolean } & TrainRun)
  /** A task that was set aside goes back to its worker, which merges `onto` into its branch. */
  | {
      readonly kind: 'train.returned'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly commit: CommitSha
      readonly onto: CommitSha
      /** Whole sentences for the worker. */
      readonly reasons: readonly string[]
    }
  /** The branch was moved to a tested tip. */
  | { readonly kind: 'train.advanced'; readonly tip: CommitSha; readonly branch: string }
  /** Base was read once more, and is there: nothing came in between. */
  | { readonly kind: 'train.looked'; readonly base: CommitSha; readonly tip: CommitSha }
  /** The tested tip was to be put on base. `refused`: why it is not; null: it is. `command`: what a person types to do it; null: none. */
  | {
      readonly kind: 'train.landed'
      readonly tip: CommitSha
      readonly base: string
      readonly refused: string | null
      readonly command: string | null
    }
  /** Base was rewritten, or somebody else moved the branch. A person decides. */
  | { readonly kind: 'train.stopped'; readonly reason: string }
