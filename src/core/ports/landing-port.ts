import type { ProvenCommit } from '../events/decision.ts'
import type { LeftOut, TrainMember } from '../events/train-event.ts'
import type { CommitSha } from '../model/ids.ts'

export interface ChainQuestion {
  readonly onto: CommitSha
  /** In order. */
  readonly commits: readonly ProvenCommit[]
  /** Commits that were set aside: what contains one of them is left out. */
  readonly without: readonly ProvenCommit[]
  /** The tasks that `onto` contains, to name them in a conflict. */
  readonly beside: readonly TrainMember['task'][]
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

/** Merges and moves the train's own branch. Writes no checkout and no branch of anybody else. */
export interface LandingPort {
  /** How a commit of base relates to an earlier one. */
  howBaseMoved(from: CommitSha, to: CommitSha): Promise<'forward' | 'rewritten'>
  /** Merges the commits one by one. The same question gives the same commits. */
  chain(question: ChainQuestion): Promise<Chain>
  /** Moves the branch by compare-and-swap; else the reason why not. */
  advance(question: AdvanceQuestion): Promise<{ readonly refused: string | null }>
}
