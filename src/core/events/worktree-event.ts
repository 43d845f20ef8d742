import type { AssignmentId, CommitSha, WorkerId } from '../model/ids.ts'
import type { KeptCommit, Standing } from '../model/refs-state.ts'

/** Changes to a worker's worktree. */
export type WorktreeEvent =
  | {
      readonly kind: 'worktree.ready'
      readonly worker: WorkerId
      readonly path: string
      readonly branch: string
      /** The branch's commit at launch. Activity is counted from this commit. */
      readonly startSha: CommitSha
      /** The dependencies' verified commits, or a tested tip of the train, that `startSha` contains. */
      readonly includes: readonly CommitSha[]
    }
  /** Czar switched the worktree to the branch of this assignment. */
  | {
      readonly kind: 'worktree.switched'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly branch: string
      readonly startSha: CommitSha
      /** Proven commits, or a tested tip of the train, that `startSha` contains. */
      readonly includes: readonly CommitSha[]
      /** Ref that keeps the worktree's uncommitted work; null: the worktree was clean. */
      readonly kept: string | null
    }
  /** The worktree's folder was deleted; the czar recreates the worktree from its branch. */
  | { readonly kind: 'worktree.lost'; readonly worker: WorkerId; readonly path: string }

/** One git reading of one worktree. */
export interface GitActivity {
  /** Branch checked out in the worktree; null: HEAD is detached. */
  readonly branch: string | null
  readonly head: CommitSha
  /** Commits on HEAD since launch; commits on HEAD that base lacks; commits on base that HEAD lacks. */
  readonly commitsSinceStart: number
  readonly ahead: number
  readonly behind: number
  /** Paths changed between the start commit and the working tree, committed or not; at most 500, sorted. */
  readonly files: readonly string[]
  /** Lines changed between start commit and working tree; null: too many files; absent in journals of earlier versions. */
  readonly lines?: number | null
  /** Number of paths with uncommitted changes, untracked ones included. */
  readonly dirty: number
  /** Tree of the whole working state (staged, unstaged, untracked), made with a temporary index. */
  readonly tree: string
  readonly lastCommit: { readonly sha: CommitSha; readonly subject: string; readonly at: number } | null
  /** Commits not pushed to the remote branch of the same name, and commits not pulled from it; null: no such branch. */
  readonly unpushed: number | null
  readonly unpulled: number | null
  /**
   * The part of the work that was made in this worktree and not merged in. Absent in journals of earlier versions, like
   * `operation`.
   */
  readonly own?: OwnActivity
  /** A git operation that has not ended. It may detach HEAD and bring in other people's files. */
  readonly operation?: GitOperation | null
}

export interface OwnActivity {
  /** Where the open assignment begins. The worker's own work is counted from there. */
  readonly from: CommitSha
  /** First lines of the commits, newest first: at most 20, at most 200 characters each. */
  readonly subjects: readonly string[]
  /** Paths of the changes, committed or not (during an operation only committed ones); at most 200, sorted. */
  readonly files: readonly string[]
}

export type GitOperation = 'rebase' | 'merge' | 'cherry-pick' | 'revert' | 'bisect'

/**
 * State of a missing worktree folder. lost: it was deleted and can be recreated from its branch. away: it was moved, its disk may come
 * back, or its branch is gone or checked out elsewhere.
 */
export type GoneFolder = 'lost' | 'away'

/** Results of worktree readings; recorded only when they change. */
export type GitEvent =
  | { readonly kind: 'git.observed'; readonly worker: WorkerId; readonly activity: GitActivity }
  /** The branch of a worker's open task, read on request; tip null: the branch is gone. */
  | { readonly kind: 'git.looked'; readonly worker: WorkerId; readonly branch: string; readonly tip: CommitSha | null }
  /** `ref` keeps work that is not on the worker's branch; null: other refs already contain all of it. */
  | { readonly kind: 'git.kept'; readonly worker: WorkerId; readonly head: CommitSha; readonly ref: string | null }
  | { readonly kind: 'git.missing'; readonly worker: WorkerId; readonly reason: string; readonly folder?: GoneFolder }
  /** Paths with uncommitted changes in the user's own checkout; at most 500, sorted. */
  | { readonly kind: 'git.checkout'; readonly files: readonly string[] }
  | RefsEvent
  /** The remote cannot be fetched, for this reason; null: it works again. */
  | { readonly kind: 'git.fetched'; readonly problem: string | null }

/** Base or a branch with proven work moved. With `gone` the event holds only what changed; otherwise it is a full reading. */
export interface RefsEvent {
  readonly kind: 'git.refs'
  readonly base: CommitSha
  /** The tip of each branch (by worker in a journal of an earlier version); null: the branch is gone. */
  readonly branches: Readonly<Record<string, CommitSha | null>>
  /** The standing of each proven commit. */
  readonly standing: Readonly<Record<string, Standing>>
  /** Absent: unchanged. */
  readonly kept?: readonly KeptCommit[]
  /**
   * For each branch, the newest commit of the branch that is in base without a proof. Absent: unchanged, or a journal of
   * an earlier version.
   */
  readonly unproven?: Readonly<Record<string, CommitSha>>
  /**
   * Branches and commits that are no longer tracked. Journals of earlier versions hold only full readings, without this
   * field.
   */
  readonly gone?: { readonly branches: readonly string[]; readonly standing: readonly string[] }
}
