import type { ProvenCommit } from '../events/decision.ts'
import type { CarriedWork } from '../events/pull-request.ts'
import type { LeftOut, TrainMember } from '../events/train-event.ts'
import type { TaskChanges } from '../landing/named-in-log.ts'
import type { CommitSha, TaskId } from '../model/ids.ts'

/** The versions of a file that czar compares to check a merge. A version is null if the file does not exist in it. */
export interface FileVersions {
  readonly path: string
  /** The file in the commit where the train begins. */
  readonly base: string | null
  /** The file with the work of the tasks on the train. */
  readonly tip: string | null
  /**
   * The file in the task's own work, before the task's worker merged the train into it. It is empty if the file did not exist there. It is
   * null if the worker did not merge but rebased.
   */
  readonly own: string | null
  /** The file after the task's work was merged onto the train. */
  readonly result: string | null
}

/** A line of other workers that an agent dropped in a merge. */
export interface LostLine {
  readonly path: string
  readonly line: string
}

export interface ChainQuestion {
  readonly base: CommitSha
  readonly onto: CommitSha
  /** The commits, in the order in which they are to be merged. */
  readonly commits: readonly ProvenCommit[]
  /** Commits that were kept off the train. A commit that contains one of them is left out too. */
  readonly without: readonly ProvenCommit[]
  /** The train members that `onto` contains. If a commit conflicts, czar uses them to name the tasks that it conflicts with. */
  readonly beside: readonly TrainMember[]
  /** Whether czar may resolve a conflict by keeping both sides, if their changes fit together. */
  readonly joins: boolean
  /** Returns the lines that were lost when an agent or czar merged. Returns an empty list if there are none, or too few to matter. */
  readonly findLost: (files: readonly FileVersions[]) => readonly LostLine[]
}

export interface Chain {
  readonly members: readonly TrainMember[]
  readonly leftOut: readonly LeftOut[]
}

export interface AdvanceQuestion {
  readonly branch: string
  /** The commit at which the branch must be, or null if it must not exist. Otherwise the branch is not moved. */
  readonly from: CommitSha | null
  readonly to: CommitSha
  readonly base: CommitSha
}

export interface LandQuestion {
  /** The commit of the train that passed the tests. */
  readonly tip: CommitSha
  /** The commit of base on which `tip` was tested. */
  readonly base: CommitSha
}

/**
 * Whether base can be moved to a tested tip. landed: base contains the tip, or did so earlier. free: base can be moved. moved: base has
 * commits that the tip does not have, or lost commits with which the tip was tested. checked_out: base is checked out or being rebased at
 * `path`, so only the user can move it. no_branch: there is no local branch with the name of base, but the remote may have one.
 */
export type LandResult =
  | { readonly kind: 'landed'; readonly from: CommitSha }
  | { readonly kind: 'free'; readonly from: CommitSha }
  | { readonly kind: 'moved'; readonly base: CommitSha }
  | { readonly kind: 'checked_out'; readonly path: string }
  | { readonly kind: 'no_branch'; readonly isRemote: boolean }

export interface BringQuestion {
  readonly branch: string
  /** The commit at which the branch must be. Otherwise it is not changed. */
  readonly commit: CommitSha
  /** The commit of base that is to be merged into the branch. */
  readonly base: CommitSha
  /**
   * The time that the merge commit gets, in seconds since the epoch. It comes from the journal, so repeating the merge gives the same
   * commit.
   */
  readonly seconds: number
  /** The worktree of the branch's worker. The branch may be checked out there and nowhere else. With null it may be checked out nowhere. */
  readonly worktree: string | null
}

export interface FollowQuestion {
  /** The name under which czar keeps the resulting commit. */
  readonly name: string
  /** The commit of the train that passed the tests. */
  readonly tip: CommitSha
  /**
   * The time that a new commit gets, in seconds since the epoch. It comes from the journal, so repeating the step gives the same commit.
   */
  readonly seconds: number
}

/** A line of a file in the tested work of all tasks. */
export interface LineQuestion {
  readonly work: CarriedWork
  readonly path: string
  /** The number of the line, from 1. */
  readonly line: number
}

/** Either the merge commit to which the branch was moved, or why the branch was not moved. */
export type BroughtBase = { readonly commit: CommitSha } | { readonly refused: string }

/** At which commit base is, and which of some commits it contains. */
export interface BaseLook {
  readonly base: CommitSha
  /** For each commit, where it is. landed: base contains it. beyond: base does not contain it. gone: the repository no longer has it. */
  readonly standing: Readonly<Record<string, 'landed' | 'beyond' | 'gone'>>
}

/**
 * Merges commits, and moves branches that czar made. It changes no checkout except a worker's worktree. Only `land` and `push` move base.
 */
export interface LandingPort {
  /** Reads at which commit base is, and changes nothing. */
  lookAtBase(commits: readonly CommitSha[]): Promise<BaseLook>
  /**
   * Says how base got from an earlier commit to a later one. forward: the later commit contains the earlier one. rewritten: it does not.
   */
  howBaseMoved(from: CommitSha, to: CommitSha): Promise<'forward' | 'rewritten'>
  /** Merges the commits one by one. Equal input always gives equal commits, so the step can be repeated after a crash. */
  chain(question: ChainQuestion): Promise<Chain>
  /** Returns for each train member the paths that its merge changed. */
  changedBy(members: readonly TrainMember[]): Promise<readonly TaskChanges[]>
  /**
   * Returns the task whose commit wrote the line. Returns null if base already had the line, if a merge made it, or if there is no such
   * line.
   */
  whoWrote(question: LineQuestion): Promise<TaskId | null>
  /** Moves the branch if it is still at the expected commit. `refused` says why the branch was not moved. */
  advance(question: AdvanceQuestion): Promise<{ readonly refused: string | null }>
  /**
   * Returns a sentence which says that the branch was moved away from `tip`, where czar had left it. Returns null if the branch is still
   * there.
   */
  whoMoved(branch: string, tip: CommitSha): Promise<string | null>
  /** Returns what `land` would return, and changes nothing. */
  mayLand(question: LandQuestion): Promise<LandResult>
  /** Moves the local base branch to the tip if it is still at the expected commit and is checked out nowhere. */
  land(question: LandQuestion): Promise<LandResult>
  /** Merges base into a worker's branch. The branch only gets new commits and loses none. */
  bringBase(question: BringQuestion): Promise<BroughtBase>
  /**
   * Returns a commit with the files of the tip that also contains the commit which this function returned before. So the remote takes the
   * commit without a forced push. The result is the tip itself, or a merge of the tip and the earlier commit. The commit is kept from git's
   * garbage collection.
   */
  follow(question: FollowQuestion): Promise<CommitSha>
  /** Pushes the tip to the base branch of the remote, and never forces the push. Throws if the remote refuses. */
  push(remote: string, tip: CommitSha): Promise<void>
}
