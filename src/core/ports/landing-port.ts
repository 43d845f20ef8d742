import type { ProvenCommit } from '../events/decision.ts'
import type { LeftOut, TrainMember } from '../events/train-event.ts'
import type { CommitSha } from '../model/ids.ts'

/** The versions of a file that a merge is about; null: it is not there. */
export interface FileVersions {
  readonly path: string
  /** Where the train begins. */
  readonly base: string | null
  /** With the work that is on the train. */
  readonly tip: string | null
  /** In the member's work before it merged the train, empty if it is not there; null: it merged nothing, but was rebased. */
  readonly own: string | null
  /** With the member's work merged in. */
  readonly result: string | null
}

/** A line of others that a merge by an agent dropped. */
export interface LostLine {
  readonly path: string
  readonly line: string
}

export interface ChainQuestion {
  readonly base: CommitSha
  readonly onto: CommitSha
  /** In order. */
  readonly commits: readonly ProvenCommit[]
  /** Commits that were set aside: what contains one of them is left out. */
  readonly without: readonly ProvenCommit[]
  /** The members that `onto` contains, to name the other side of a conflict. */
  readonly beside: readonly TrainMember[]
  /** Whether conflicts are joined in which the changes of both sides go together. */
  readonly joins: boolean
  /** The lines that a merge by an agent, or a joined conflict, lost; empty: none, or so few that it does not matter. */
  readonly findLost: (files: readonly FileVersions[]) => readonly LostLine[]
}

export interface Chain {
  readonly members: readonly TrainMember[]
  readonly leftOut: readonly LeftOut[]
}

export interface AdvanceQuestion {
  readonly branch: string
  /** Its expected tip; null: there is no such branch. */
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
 * landed: base contains the tip now, or did so before; free: it can be moved to the tip; moved: base has commits that the tip
 * lacks, or lost some that were tested under it; checked_out: base is checked out or being rebased at `path`, so only its user
 * can move it; no_branch: base is no local branch, but perhaps one of the remote.
 */
export type LandResult =
  | { readonly kind: 'landed'; readonly from: CommitSha }
  | { readonly kind: 'free'; readonly from: CommitSha }
  | { readonly kind: 'moved'; readonly base: CommitSha }
  | { readonly kind: 'checked_out'; readonly path: string }
  | { readonly kind: 'no_branch'; readonly isRemote: boolean }

/** Where base is, and how commits stand to it. */
export interface BaseLook {
  readonly base: CommitSha
  /** By commit; gone: the repository does not have it any more. */
  readonly standing: Readonly<Record<string, 'landed' | 'beyond' | 'gone'>>
}

/** Merges and moves the train's own branch. Writes no checkout and no branch of anybody else. */
export interface LandingPort {
  /** Reads base; changes nothing. */
  lookAtBase(commits: readonly CommitSha[]): Promise<BaseLook>
  /** How a commit of base relates to an earlier one. */
  howBaseMoved(from: CommitSha, to: CommitSha): Promise<'forward' | 'rewritten'>
  /** Merges the commits one by one. The same question gives the same commits. */
  chain(question: ChainQuestion): Promise<Chain>
  /** Moves the branch by compare-and-swap; else the reason why not. */
  advance(question: AdvanceQuestion): Promise<{ readonly refused: string | null }>
  /** That somebody else moved the branch, which czar left at `tip`, in words; null: nobody did. */
  whoMoved(branch: string, tip: CommitSha): Promise<string | null>
  /** What `land` would find; changes nothing. */
  mayLand(question: LandQuestion): Promise<LandResult>
  /** Moves the local base branch to the tip, by compare-and-swap, if it is not checked out. */
  land(question: LandQuestion): Promise<LandResult>
  /** Pushes the tip to the base branch of the remote, never forced; throws if the remote refuses. */
  push(remote: string, tip: CommitSha): Promise<void>
}
