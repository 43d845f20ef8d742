import type { CommitSha, TaskId, WorkerId } from '../model/ids.ts'
import type { CheckResult } from './work-event.ts'

/** A proven commit that czar merged onto the train, and the merge commit that did it. */
export interface TrainMember {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly merge: CommitSha
  /** The files in which the commit conflicted, but czar kept the changes of both sides. It is absent if the merge had no conflict. */
  readonly joined?: JoinedFiles
}

export interface JoinedFiles {
  readonly files: readonly string[]
  /** The other tasks on the train that changed the same files. */
  readonly beside: readonly TaskId[]
  /** True if both sides only added lines or list items at one place, so the two additions could also stand in the other order. */
  readonly hasOrder?: true
}

/**
 * Why a proven commit is kept off the train. conflict: it conflicts with the tasks before it. red: the train's tests fail with it and pass
 * without it. needs: it contains a commit that was itself kept off. content: its worker merged the train into its branch and dropped lines
 * of other tasks.
 */
export type AsideCause = 'conflict' | 'red' | 'needs' | 'content'

/** One run of the tests on the tree of the train. */
export interface TrainRun {
  readonly reason: string
  readonly checks: readonly CheckResult[]
  /** The absolute path of the file with the whole output. `tail` has its last 80 lines. */
  readonly log: string
  readonly tail: string
  readonly durationMs: number
}

/** A proven commit that is kept off the train, and why. */
export interface LeftOut {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly because: AsideCause
  /** With conflict, the files that conflict. With content, the files that lost lines. Otherwise empty. */
  readonly files: readonly string[]
  /** With content: the lost lines, each with the path of its file in front. */
  readonly lost?: readonly string[]
  /**
   * The other tasks that are part of the cause. With conflict and content: the tasks on the train that changed these files. With red: all
   * tasks before this one on the train. With needs: the tasks whose work this commit contains and that were kept off.
   */
  readonly beside: readonly TaskId[]
}

/** The tasks that a person chose for the merge. `only` names them, or is null for all proven tasks. `without` names tasks to leave out. */
export interface TrainChoice {
  readonly only: readonly TaskId[] | null
  readonly without: readonly TaskId[]
}

interface LeftToType {
  /**
   * The command with which a person can move base to the tested tip, or null if there is none. Journals of earlier versions do not have
   * this field.
   */
  readonly command?: string | null
}

/**
 * Events of the merge train. Czar merges proven commits one by one on top of base, tests the result as one tree, and moves the branch
 * `omnibus/<project>` to it.
 */
export type TrainEvent =
  /** A train starts at this commit of base. A new train starts at the first merge, and when base has moved. */
  | { readonly kind: 'train.begun'; readonly base: CommitSha }
  /**
   * A person asked for a merge with `czar merge`. Czar merges only the tasks that the person chose, and tries again the commits that were
   * kept off the train before.
   */
  | ({ readonly kind: 'train.asked'; readonly base: CommitSha } & TrainChoice)
  /** Czar merged the commits one by one on top of `onto`. These members take the place of all members that were not tested yet. */
  | { readonly kind: 'train.chained'; readonly onto: CommitSha; readonly members: readonly TrainMember[] }
  | ({ readonly kind: 'train.set_aside'; readonly onto: CommitSha; readonly run: TrainRun | null } & LeftOut)
  /**
   * The tests failed after czar had kept both sides of a conflict between this task and other tasks. Czar tries once more, with this task's
   * lines before the others' lines.
   */
  | { readonly kind: 'train.turned'; readonly task: TaskId; readonly commit: CommitSha; readonly run: TrainRun }
  | ({
      readonly kind: 'train.tested'
      readonly tip: CommitSha
      readonly isGreen: boolean
      /**
       * After a failed run: the tested tasks whose changed files the log names. A file that several of these tasks changed does not count.
       */
      readonly named?: readonly TaskId[]
    } & TrainRun)
  /** A task that was kept off the train goes back to its worker. The worker must merge the commit `onto` into its branch. */
  | {
      readonly kind: 'train.returned'
      readonly worker: WorkerId
      readonly task: TaskId
      readonly commit: CommitSha
      readonly onto: CommitSha
      /** What the worker is told, in whole sentences. */
      readonly reasons: readonly string[]
    }
  /** Czar moved the train's branch to a tested tip. */
  | ({ readonly kind: 'train.advanced'; readonly tip: CommitSha; readonly branch: string } & LeftToType)
  /** Czar looked at base once more, and base is still at this commit. */
  | ({ readonly kind: 'train.looked'; readonly base: CommitSha; readonly tip: CommitSha } & LeftToType)
  /**
   * Czar tried to move base to the tested tip. `refused` says why base did not move, or is null if it moved. `command` is what a person can
   * type to move base, or null if there is nothing to type.
   */
  | {
      readonly kind: 'train.landed'
      readonly tip: CommitSha
      readonly base: string
      readonly refused: string | null
      readonly command: string | null
    }
  /**
   * The train stopped, because base was rewritten or because the branch `omnibus/<project>` was moved and czar did not move it. A person
   * must decide what to do.
   */
  | { readonly kind: 'train.stopped'; readonly reason: string }
