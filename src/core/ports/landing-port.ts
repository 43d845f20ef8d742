import type { ProvenCommit } from '../events/decision.ts'
import type { LeftOut, TrainMember } from '../events/train-event.ts'
import type { CommitSha } from '../model/ids.ts'

/** The versions of a file that a merge is about; null: that version does not have the file. */
export interface FileVersions {
  readonly path: string
  /** The file where the train begins. */
  readonly base: string | null
  /** The file with the work that is on the train. */
  readonly tip: string | null
  /**
   * The file in the member's work before it merged the train, empty if the file is not there; null: the member merged nothing but was
   * rebased.
   */
  readonly own: string | null
  /** The file with the member's work merged in. */
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
  /** Whether both sides of a conflict are kept where their changes go together. */
  readonly joins: boolean
  /** Finds the lines that an agent's merge or a joined conflict lost; empty: none, or so few that it does not matter. */
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
  /** The commit of base that it was tested on. */
  readonly base: CommitSha
}

/**
 * landed: base contains the tip now, or did so before; free: base can be moved to the tip; moved: base has commits that the tip lacks, or
 * lost some that the tip was tested with; checked_out: base is checked out or being rebased at `path`, so only its user can move it;
 * no_branch: base is no local branch, but may be one of the remote.
 */
export type LandResult =
  | { readonly kind: 'landed'; readonly from: CommitSha }
  | { readonly kind: 'free'; readonly from: CommitSha }
  | { readonly kind: 'moved'; readonly base: CommitSha }
  | { readonly kind: 'checked_out'; readonly path: string }
  | { readonly kind: 'no_branch'; readonly isRemote: boolean }

export interface BringQuestion {
  readonly branch: string
  /** Its expected tip. */
  readonly commit: CommitSha
  /** The commit of base to merge into it. */
  readonly base: CommitSha
  /** Time of the merge commit, in seconds since the epoch, from the journal. */
  readonly seconds: number
  /** The only checkout that may have the branch: its worker's worktree; null: none may. */
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

/** The merge that the branch is at now, or why it stays where it was. */
export type BroughtBase = { readonly commit: CommitSha } | { readonly refused: string }

/** Where base is, and which commits it contains. */
export interface BaseLook {
  readonly base: CommitSha
  /** By commit; gone: the repository does not have the commit any more. */
  readonly standing: Readonly<Record<string, 'landed' | 'beyond' | 'gone'>>
}

/** Merges, and moves branches that czar made. Writes no checkout but a worker's. `land` and `push` alone move base. */
export interface LandingPort {
  /** Reads base; changes nothing. */
  lookAtBase(commits: readonly CommitSha[]): Promise<BaseLook>
  /** How a commit of base relates to an earlier one. */
  howBaseMoved(from: CommitSha, to: CommitSha): Promise<'forward' | 'rewritten'>
  /** Merges the commits one by one. The same question gives the same commits. */
  chain(question: ChainQuestion): Promise<Chain>
  /** Moves the branch by compare-and-swap. `refused`: why the branch did not move. */
  advance(question: AdvanceQuestion): Promise<{ readonly refused: string | null }>
  /** A sentence that somebody else moved the branch, which czar left at `tip`; null: nobody did. */
  whoMoved(branch: string, tip: CommitSha): Promise<string | null>
  /** What `land` would return; changes nothing. */
  mayLand(question: LandQuestion): Promise<LandResult>
  /** Moves the local base branch to the tip, by compare-and-swap, if it is not checked out. */
  land(question: LandQuestion): Promise<LandResult>
  /** Merges base into a worker's branch, forward only. */
  bringBase(question: BringQuestion): Promise<BroughtBase>
  /**
   * A commit with the tree of the tip that follows what it answered before, so that a remote takes it without force: the tip itself, or a
   * merge of both. Keeps it from git's garbage collection.
   */
  follow(question: FollowQuestion): Promise<CommitSha>
  /** Pushes the tip to the base branch of the remote, never forced; throws if the remote refuses. */
  push(remote: string, tip: CommitSha): Promise<void>
}
