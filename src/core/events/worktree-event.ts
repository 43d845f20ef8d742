import type { AssignmentId, CommitSha, WorkerId } from '../model/ids.ts'
import type { KeptCommit, Standing } from '../model/refs-state.ts'

/** A seat has a place to work in. */
export type WorktreeEvent =
  | {
      readonly kind: 'worktree.ready'
      readonly worker: WorkerId
      readonly path: string
      readonly branch: string
      /** The commit the branch started from at launch: activity is counted from here. */
      readonly startSha: CommitSha
      /** Verified work of dependencies that `startSha` already contains. */
      readonly includes: readonly CommitSha[]
    }
  /** The worktree stands on the branch of this assignment. */
  | {
      readonly kind: 'worktree.switched'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly branch: string
      readonly startSha: CommitSha
      /** Proven commits that `startSha` contains. */
      readonly includes: readonly CommitSha[]
      /** Where what lay uncommitted in the worktree is kept; null: it was clean. */
      readonly kept: string | null
    }
  /** The folder of the worktree was deleted, so the worktree is given up, and made again from its branch. */
  | { readonly kind: 'worktree.lost'; readonly worker: WorkerId; readonly path: string }

/** What git shows of one worktree at one look. */
export interface GitActivity {
  /** Branch checked out in the worktree now; null when HEAD is detached. */
  readonly branch: string | null
  readonly head: CommitSha
  /** Commits on HEAD beyond the start of this launch / beyond base; commits of base that HEAD lacks. */
  readonly commitsSinceStart: number
  readonly ahead: number
  readonly behind: number
  /** Paths changed between the start commit and the working tree, committed or not; at most 500, sorted. */
  readonly files: readonly string[]
  /** Lines added and deleted between the start commit and the working tree; null: too many files; a journal of an earlier version has none. */
  readonly lines?: number | null
  /** Number of paths with uncommitted changes, untracked ones included. */
  readonly dirty: number
  /** Tree of the whole working state (staged, unstaged, untracked), made with a temporary index. */
  readonly tree: string
  readonly lastCommit: { readonly sha: CommitSha; readonly subject: string; readonly at: number } | null
  /** Against the remote's branch of the same name: commits not pushed / not pulled; null without one. */
  readonly unpushed: number | null
  readonly unpulled: number | null
  /** Of that what was made here and not merged in; a journal of an earlier version has neither. */
  readonly own?: OwnActivity
  /** What git is in the middle of: HEAD may be detached for it, and files may be others' work. */
  readonly operation?: GitOperation | null
}

export interface OwnActivity {
  /** Counted from here: where the open assignment began. */
  readonly from: CommitSha
  /** First lines of the commits, newest first: at most 20, at most 200 characters each. */
  readonly subjects: readonly string[]
  /** Paths, committed or not (in the middle of an operation only committed ones); at most 200, sorted. */
  readonly files: readonly string[]
}

export type GitOperation = 'rebase' | 'merge' | 'cherry-pick' | 'revert' | 'bisect'

/**
 * What became of the folder of a worktree that is not there. lost: somebody deleted it, and it can be made again from its branch. away: it
 * was moved, or may come back with the disk that it lies on, or its branch is gone or in use elsewhere.
 */
export type GoneFolder = 'lost' | 'away'

/** What the looks at a worktree brought; told only when it is news. */
export type GitEvent =
  | { readonly kind: 'git.observed'; readonly worker: WorkerId; readonly activity: GitActivity }
  /** The branch of a worker's open task at a look that was asked for; tip null: it is gone. */
  | { readonly kind: 'git.looked'; readonly worker: WorkerId; readonly branch: string; readonly tip: CommitSha | null }
  /** What stood off the worker's branch is kept by `ref`; null: other refs had all of it. */
  | { readonly kind: 'git.kept'; readonly worker: WorkerId; readonly head: CommitSha; readonly ref: string | null }
  | { readonly kind: 'git.missing'; readonly worker: WorkerId; readonly reason: string; readonly folder?: GoneFolder }
  /** Paths with uncommitted changes in the user's own checkout; at most 500, sorted. */
  | { readonly kind: 'git.checkout'; readonly files: readonly string[] }
  | RefsEvent
  /** The remote can no longer be fetched, and why, or can be again (null). */
  | { readonly kind: 'git.fetched'; readonly problem: string | null }

/** Base, or a branch with proven work on it, moved. With `gone` it tells only the difference to what is known, else all. */
export interface RefsEvent {
  readonly kind: 'git.refs'
  readonly base: CommitSha
  /** By branch (by worker in a journal of an earlier version); null: the branch is gone. */
  readonly branches: Readonly<Record<string, CommitSha | null>>
  /** By proven commit. */
  readonly standing: Readonly<Record<string, Standing>>
  /** Absent: as before. */
  readonly kept?: readonly KeptCommit[]
  /** By branch, its newest commit that base has although nothing proved it. Absent: as before, and in journals of earlier versions. */
  readonly unproven?: Readonly<Record<string, CommitSha>>
  /** Branches and commits that nothing is told of any more. A journal of an earlier version has only whole readings, without it. */
  readonly gone?: { readonly branches: readonly string[]; readonly standing: readonly string[] }
}
