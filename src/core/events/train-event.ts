import type { CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { CheckResult } from './work-event.ts'

/** A proven commit on the train, and the merge commit that adds it. */
export interface TrainMember {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly merge: CommitSha
  /** Files in which the commit conflicted, and in which the changes of both sides were kept. Absent: the merge was clean. */
  readonly joined?: JoinedFiles
}

export interface JoinedFiles {
  readonly files: readonly string[]
  /** The other members of the train that changed the same files. */
  readonly beside: readonly TaskId[]
  /** True: both sides only add lines or items at one place, so the additions can also stand in the other order. */
  readonly hasOrder?: true
}

/**
 * Why a proven commit is not on the train. conflict: it conflicts with the members before it; red: the train's tests fail with it and pass
 * without it; needs: it contains a commit that was set aside; content: its worker merged the train into its branch and dropped lines of
 * other tasks.
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

/** A proven commit that is left off the train. */
export interface LeftOut {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly because: AsideCause
  /** conflict, content: the files; otherwise empty. */
  readonly files: readonly string[]
  /** content: the lost lines, each after its path. */
  readonly lost?: readonly string[]
  /**
   * conflict, content: the tasks on the train that changed these files; red: all members before it; needs: the tasks set aside that it
   * contains.
   */
  readonly beside: readonly TaskId[]
}

/** The tasks that a person wants merged; `only` null: all proven tasks. */
export interface TrainChoice {
  readonly only: readonly TaskId[] | null
  readonly without: readonly TaskId[]
}

interface LeftToType {
  /** What a person types to put the tip on base; null: nothing can; absent in journals of earlier versions. */
  readonly command?: string | null
}

/** The merge train: proven commits, merged one by one on top of base, tested as one tree, and moved to `omnibus/<project>`. */
export type TrainEvent =
  /** The train starts at this commit of base, either for the first time or because base has moved. */
  | { readonly kind: 'train.begun'; readonly base: CommitSha }
  /** A person asks for a merge now, with `czar merge`. Commits that were set aside are tried again, and only these tasks are merged. */
  | ({ readonly kind: 'train.asked'; readonly base: CommitSha } & TrainChoice)
  /** The commits were merged on top of `onto`, one by one. These members replace those that still wait for their test. */
  | { readonly kind: 'train.chained'; readonly onto: CommitSha; readonly members: readonly TrainMember[] }
  | ({ readonly kind: 'train.set_aside'; readonly onto: CommitSha; readonly run: TrainRun | null } & LeftOut)
  /**
   * The tests failed with this task's changes joined to those of other tasks. The changes are joined once more, with
   * this task's lines first.
   */
  | { readonly kind: 'train.turned'; readonly task: TaskId; readonly commit: CommitSha; readonly run: TrainRun }
  | ({
      readonly kind: 'train.tested'
      readonly tip: CommitSha
      readonly isGreen: boolean
      /** The tested members with a changed file that the log of the failed run names and that no other of them changed; absent: none. */
      readonly named?: readonly TaskId[]
    } & TrainRun)
  /** A task that was set aside goes back to its worker. The worker is to merge `onto` into its branch. */
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
  | ({ readonly kind: 'train.advanced'; readonly tip: CommitSha; readonly branch: string } & LeftToType)
  /** Czar read base again, and base is still at this commit. */
  | ({ readonly kind: 'train.looked'; readonly base: CommitSha; readonly tip: CommitSha } & LeftToType)
  /**
   * Czar tried to move base to the tested tip. `refused`: why base did not move; null: it moved. `command`: what a
   * person types to move base; null: nothing.
   */
  | {
      readonly kind: 'train.landed'
      readonly tip: CommitSha
      readonly base: string
      readonly refused: string | null
      readonly command: string | null
    }
  /** Base was rewritten, or somebody else moved the branch `omnibus/<project>`. A person must decide. */
  | { readonly kind: 'train.stopped'; readonly reason: string }
