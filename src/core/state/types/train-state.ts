import type { LeftOut, TrainChoice, TrainMember, TrainRun } from '../../events/train-event.ts'
import type { CommitSha, TaskId } from '../../model/ids.ts'

/** The merge train. */
export interface TrainState {
  /** The commit of base that the train is built on. */
  readonly base: CommitSha
  /** Whether base alone passed its last test; null: this was not tried, because nothing has failed on it. */
  readonly isBaseGreen: boolean | null
  /** The commands of landed tasks that fail on base alone; absent: none. */
  readonly baseFails?: readonly string[]
  /** The newest tip whose tests passed. It equals `base` as long as no member has passed. */
  readonly tested: CommitSha
  /** The members between `base` and `tested`, in order. */
  readonly members: readonly TrainMember[]
  /** The commands that passed on a tested tip, the newest one; absent: none, or a snapshot of an earlier version. */
  readonly passed?: { readonly tip: CommitSha; readonly checks: TrainRun['checks'] }
  /** The members after `tested`, which are merged but not tested yet; null: none. */
  readonly candidate: Candidate | null
  /** What was set aside, by task. An entry counts only as long as the task's proof names the same commit. */
  readonly aside: Readonly<Record<string, Aside>>
  /** For each task, its commit that was last on the branch; absent: none, or a snapshot of an earlier version. */
  readonly carried?: Readonly<Record<string, CommitSha>>
  /** For each task, the commit whose own lines come first when it is joined with others; absent: none. */
  readonly turned?: Readonly<Record<string, CommitSha>>
  /** How many times each task went back to its worker. */
  readonly returns: Readonly<Record<string, number>>
  /** The branch and its tip as czar last moved it; null: czar has not moved it yet. */
  readonly branch: { readonly name: string; readonly tip: CommitSha; readonly at: number } | null
  /** Why the train stopped; null: it has not stopped. */
  readonly stopped: string | null
  /** The last reading of base before the end of a run, and the tested tip at that time. */
  readonly looked?: { readonly base: CommitSha; readonly tip: CommitSha }
  /** What a person types to put `tested` on base, as czar last saw it; null: nothing can; absent: czar did not look. */
  readonly command?: string | null
  /** The last try to move base to a tested tip. */
  readonly landing?: Landing
  /** The tasks that a person asked to merge, until the next launch; absent: all. */
  readonly chosen?: TrainChoice
  /** Whether a person launched the fleet again, so that the train may start on a base that was rewritten. */
  readonly mayBeginAnew: boolean
}

export interface Landing {
  readonly tip: CommitSha
  readonly at: number
  /** The name of base. */
  readonly base: string
  /** Why base was not moved to the tip; null: it was moved. */
  readonly refused: string | null
  /** The command with which a person lands the tip; null: there is none. */
  readonly command: string | null
}

export interface Candidate {
  /** Number of members that are tested; at least one. */
  readonly members: readonly TrainMember[]
  /** The largest number of first members whose tree has passed; 0: none. */
  readonly green: number
  /**
   * The smallest number of first members whose tree has failed, with that run; null: none has failed. `suspect`: the only task that the log of the
   * first failed run names; absent: none.
   */
  readonly red: { readonly count: number; readonly run: TrainRun; readonly suspect?: TaskId } | null
}

export interface Aside extends LeftOut {
  readonly at: number
  /** red: the test run that failed. */
  readonly run: TrainRun | null
}
