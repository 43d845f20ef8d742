import type { AssignmentId, CommitSha, WorkerId } from '../model/ids.ts'
import type { KeptCommit, Standing } from '../model/refs-state.ts'

/** Events about the worktree of a worker. */
export type WorktreeEvent =
  | {
      readonly kind: 'worktree.ready'
      readonly worker: WorkerId
      readonly path: string
      readonly branch: string
      /** The commit at which the branch was at launch. Only commits after it count as the worker's work. */
      readonly startSha: CommitSha
      /** The commits that are merged into `startSha`: proven commits of tasks that this task needs, or a tested tip of the train. */
      readonly includes: readonly CommitSha[]
    }
  /** Czar checked out the branch of this assignment in the worktree. */
  | {
      readonly kind: 'worktree.switched'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly branch: string
      readonly startSha: CommitSha
      /** The commits that are merged into `startSha`: proven commits, or a tested tip of the train. */
      readonly includes: readonly CommitSha[]
      /** The git ref that keeps the uncommitted work that was in the worktree, or null if there was none. */
      readonly kept: string | null
    }
  /** The folder of the worktree was deleted, so czar makes the worktree again from its branch. */
  | { readonly kind: 'worktree.lost'; readonly worker: WorkerId; readonly path: string }

/** One reading of a worktree with git. */
export interface GitActivity {
  /** The branch that is checked out in the worktree, or null if HEAD is detached. */
  readonly branch: string | null
  readonly head: CommitSha
  /**
   * How many commits the worktree has gained since launch. `ahead` counts its commits that base does not have, and `behind` counts the
   * commits of base that it does not have.
   */
  readonly commitsSinceStart: number
  readonly ahead: number
  readonly behind: number
  /** The paths that differ between the start commit and the working files, committed or not. They are sorted, and at most 500. */
  readonly files: readonly string[]
  /**
   * How many lines differ between the start commit and the working files. It is null if too many files changed. Journals of earlier
   * versions do not have this field.
   */
  readonly lines?: number | null
  /** How many paths have uncommitted changes. Untracked files are counted too. */
  readonly dirty: number
  /**
   * The git tree of all working files, staged, unstaged and untracked. Czar makes it with a temporary index, so the worktree's own index
   * does not change.
   */
  readonly tree: string
  readonly lastCommit: { readonly sha: CommitSha; readonly subject: string; readonly at: number } | null
  /**
   * How many commits are not pushed to the remote branch of the same name. `unpulled` counts the commits of that remote branch that are not
   * here. Both are null if there is no such remote branch.
   */
  readonly unpushed: number | null
  readonly unpulled: number | null
  /**
   * The work that the worker did in this worktree, without commits that were merged in from other branches. Journals of earlier versions
   * have neither this field nor `operation`.
   */
  readonly own?: OwnActivity
  /**
   * A git operation that has begun and not ended. It may detach HEAD and bring in other people's files, so the worktree does not show the
   * worker's own work.
   */
  readonly operation?: GitOperation | null
}

export interface OwnActivity {
  /** The commit where the open assignment begins. Only what comes after it counts as the worker's own work. */
  readonly from: CommitSha
  /** The first lines of the worker's commits, the newest first. They are at most 20, with at most 200 characters each. */
  readonly subjects: readonly string[]
  /**
   * The paths that the worker changed, committed or not. During a git operation only committed changes count. The paths are sorted, and at
   * most 200.
   */
  readonly files: readonly string[]
}

export type GitOperation = 'rebase' | 'merge' | 'cherry-pick' | 'revert' | 'bisect'

/**
 * Why the folder of a worktree is missing. lost: it was deleted, and czar can make it again from its branch. away: it was moved, or its
 * disk may come back, or its branch is gone or checked out elsewhere, so czar cannot make it again.
 */
export type GoneFolder = 'lost' | 'away'

/** Czar's readings with git. A reading is recorded only if it differs from the one before. */
export type GitEvent =
  | { readonly kind: 'git.observed'; readonly worker: WorkerId; readonly activity: GitActivity }
  /** Czar read the branch of a worker's open task because it was asked to. `tip` is null if the branch is gone. */
  | { readonly kind: 'git.looked'; readonly worker: WorkerId; readonly branch: string; readonly tip: CommitSha | null }
  /** Czar keeps commits that are not on the worker's branch under the git ref `ref`. It is null if other refs already hold all of them. */
  | { readonly kind: 'git.kept'; readonly worker: WorkerId; readonly head: CommitSha; readonly ref: string | null }
  | { readonly kind: 'git.missing'; readonly worker: WorkerId; readonly reason: string; readonly folder?: GoneFolder }
  /** The paths with uncommitted changes in the user's own checkout. They are sorted, and at most 500. */
  | { readonly kind: 'git.checkout'; readonly files: readonly string[] }
  | RefsEvent
  /** Why czar cannot fetch from the remote. `problem` is null when fetching works again. */
  | { readonly kind: 'git.fetched'; readonly problem: string | null }

/**
 * Base, or a branch with proven work, has moved. If `gone` is set, the event has only the changes. Otherwise it has all branches and
 * commits.
 */
export interface RefsEvent {
  readonly kind: 'git.refs'
  readonly base: CommitSha
  /** The last commit of each branch, or null if the branch is gone. In journals of an earlier version, the keys are worker names. */
  readonly branches: Readonly<Record<string, CommitSha | null>>
  /** For each proven commit, whether base or a branch still contains it. */
  readonly standing: Readonly<Record<string, Standing>>
  /** Proven commits that czar keeps under a git ref. If the field is absent, they did not change. */
  readonly kept?: readonly KeptCommit[]
  /**
   * For each branch, its newest commit that is in base without a proof. The field is absent if nothing changed, and in journals of an
   * earlier version.
   */
  readonly unproven?: Readonly<Record<string, CommitSha>>
  /**
   * Branches and commits that czar no longer watches. Journals of earlier versions do not have this field, and each of their events has
   * everything.
   */
  readonly gone?: { readonly branches: readonly string[]; readonly standing: readonly string[] }
}
