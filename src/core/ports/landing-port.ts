import type { ProvenCommit } from '../events/decision.ts'
import type { LeftOut, TrainMember } from '../events/train-event.ts'
import type { TaskChanges } from '../landing/named-in-log.ts'
import type { CommitSha } from '../model/ids.ts'

/** The versions of a file that are compared to check a merge; null: that version does not have the file. */
export interface FileVersions {
  readonly path: string
  /** The file in the commit where the train begins. */
  readonly base: string | null
  /** The file with the work that is on the train. */
  readonly tip: string | null
  /**
   * The file in the member's work before it merged the train; empty if the file does not exist there. null: the member
   * did not merge, but was rebased.
   */
  readonly own: string | null
  /** The file after the member's work is merged in. */
  readonly result: string | null
}

/** A line of other workers that an agent's merge dropped. */
export interface LostLine {
  readonly path: string
  readonly line: string
}

export interface ChainQuestion {
  readonly base: CommitSha
  readonly onto: CommitSha
  /** The commits, in the order in which they are merged. */
  readonly commits: readonly ProvenCommit[]
  /** Commits that were set aside. A commit that contains one of them is left out. */
  readonly without: readonly ProvenCommit[]
  /** The members that `onto` contains. They name the other side of a conflict. */
  readonly beside: readonly TrainMember[]
  /** Whether both sides of a conflict are kept if their changes go together. */
  readonly joins: boolean
  /**
   * Finds the lines that an agent's merge or a joined conflict lost. Empty: it lost none, or so few that it does not
   * matter.
   */
  readonly findLost: (files: readonly FileVersions[]) => readonly LostLine[]
}

export interface Chain {
  readonly members: readonly TrainMember[]
  readonly leftOut: readonly LeftOut[]
}

export interface AdvanceQuestion {
  readonly branch: string
  /** The branch's expected tip; null: the branch does not exist. */
  readonly from: CommitSha | null
  readonly to: CommitSha
  readonly base: CommitSha
}

export interface LandQuestion {
  /** A tested tip. */
  readonly tip: CommitSha
  /** The commit of base on which it was tested. */
  readonly base: CommitSha
}

/**
 * landed: base contains the tip now, or did so earlier. free: base can be moved to the tip. moved: base has commits that
 * the tip lacks, or lost some commits that the tip was tested with. checked_out: base is checked out or being rebased at
 * `path`, so only its user can move it. no_branch: base is no local branch, but may be one of the remote.
 */
export type LandResult =
  | { readonly kind: 'landed'; readonly from: CommitSha }
  | { readonly kind: 'free'; readonly from: CommitSha }
  | { readonly kind: 'moved'; readonly base: CommitSha }
  | { readonly kind: 'checked_out'; readonly path: string }
  | { readonly kind: 'no_branch'; readonly isRemote: boolean }

export interface BringQuestion {
  readonly branch: string
  /** The branch's expected tip. */
  readonly commit: CommitSha
  /** The commit of base to merge into it. */
  readonly base: CommitSha
  /** Time of the merge commit, in seconds since the epoch, from the journal. */
  readonly seconds: number
  /**
   * The only checkout in which the branch may be checked out: its worker's worktree; null: it may be checked out
   * nowhere.
   */
  readonly worktree: string | null
}

export interface FollowQuestion {
  /** The name under which the answer is kept. */
  readonly name: string
  /** A tested tip. */
  readonly tip: CommitSha
  /** Time of a new commit, in seconds since the epoch, from the journal. */
  readonly seconds: number
}

/** The merge commit to which the branch was moved, or why the branch was not moved. */
export type BroughtBase = { readonly commit: CommitSha } | { readonly refused: string }

/** Where base is, and which commits base contains. */
export interface BaseLook {
  readonly base: CommitSha
  /** What became of each commit. gone: the repository no longer has the commit. */
  readonly standing: Readonly<Record<string, 'landed' | 'beyond' | 'gone'>>
}

/**
 * Merges commits, and moves branches that czar made. The only checkout that it changes is a worker's. Only `land` and
 * `push` move base.
 */
export interface LandingPort {
  /** Reads base; changes nothing. */
  lookAtBase(commits: readonly CommitSha[]): Promise<BaseLook>
  /** How a commit of base relates to an earlier one. */
  howBaseMoved(from: CommitSha, to: CommitSha): Promise<'forward' | 'rewritten'>
  /** Merges the commits one by one. The same input always gives the same commits. */
  chain(question: ChainQuestion): Promise<Chain>
  /** The paths that each member's merge changed. */
  changedBy(members: readonly TrainMember[]): Promise<readonly TaskChanges[]>
  /** Moves the branch by compare-and-swap. `refused`: why the branch did not move. */
  advance(question: AdvanceQuestion): Promise<{ readonly refused: string | null }>
  /** A sentence that says that somebody else moved the branch, which czar left at `tip`; null: nobody did. */
  whoMoved(branch: string, tip: CommitSha): Promise<string | null>
  /** What `land` would return; changes nothing. */
  mayLand(question: LandQuestion): Promise<LandResult>
  /** Moves the local base branch to the tip, by compare-and-swap, if it is not checked out. */
  land(question: LandQuestion): Promise<LandResult>
  /** Merges base into a worker's branch. The branch only moves forward. */
  bringBase(question: BringQuestion): Promise<BroughtBase>
  /**
   * A commit with the tree of the tip that follows what it answered before, so that a remote takes it without force: the tip itself, or a
   * merge of both. Keeps it from git's garbage collection.
   */
  follow(question: FollowQuestion): Promise<CommitSha>
  /** Pushes the tip to the base branch of the remote, never with force. Throws if the remote refuses. */
  push(remote: string, tip: CommitSha): Promise<void>
}
