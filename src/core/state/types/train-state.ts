import type { LeftOut, TrainChoice, TrainMember, TrainRun } from '../../events/train-event.ts'
import type { CommitSha } from '../../model/ids.ts'

/** The merge train. */
export interface TrainState {
  /** The commit of base that the train is built on. */
  readonly base: CommitSha
  /** Whether base alone passes `merge.test`; null: not tried, because nothing failed on it. */
  readonly isBaseGreen: boolean | null
  /** The newest tip that passed its tests; equal to `base` while no member has. */
  readonly tested: CommitSha
  /** The members between `base` and `tested`, in order. */
  readonly members: readonly TrainMember[]
  /** The commands that passed on a tested tip, the newest one; absent: none, or a snapshot of an earlier version. */
  readonly passed?: { readonly tip: CommitSha; readonly checks: TrainRun['checks'] }
  /** The members beyond `tested`, which are merged and not tested yet; null: none. */
  readonly candidate: Candidate | null
  /** What was set aside, by task. An entry counts only while the task's proof is that commit. */
  readonly aside: Readonly<Record<string, Aside>>
  /** By task: its commit that was last on the branch; absent: none, or a snapshot of an earlier version. */
  readonly carried?: Readonly<Record<string, CommitSha>>
  /** By task, its commit of which its own lines come first where it is joined; absent: none. */
  readonly turned?: Readonly<Record<string, CommitSha>>
  /** How often each task went back to its worker. */
  readonly returns: Readonly<Record<string, number>>
  /** The branch and its tip as czar last moved it; null: czar has not moved it yet. */
  readonly branch: { readonly name: string; readonly tip: CommitSha; readonly at: number } | null
  /** Why the train stopped; null: it has not stopped. */
  readonly stopped: string | null
  /** Where base was at the last reading before the end of a run, and the tested tip at that time. */
  readonly looked?: { readonly base: CommitSha; readonly tip: CommitSha }
  /** The last try to move base to a tested tip. */
  readonly landing?: Landing
  /** The tasks that a person asked to merge, until the next launch; absent: all. */
  readonly chosen?: TrainChoice
  /** A person launched the fleet again, so the train may start on a base that was rewritten. */
  readonly mayBeginAnew: boolean
}

export interface Landing {
  readonly tip: CommitSha
  readonly at: number
  /** The name of base. */
  readonly base: string
  /** Why base was not moved to the tip; null: it was. */
  readonly refused: string | null
  /** The command with which a person lands it; null: there is none. */
  readonly command: string | null
}

export interface Candidate {
  /** Number of members that are tested; at least one. */
  readonly members: readonly TrainMember[]
  /** The tree with this many of the first members passed; 0: none. */
  readonly green: number
  /** The tree with this many of the first members failed, with the run; null: none failed. */
  readonly red: { readonly count: number; readonly run: TrainRun } | null
}

export interface Aside extends LeftOut {
  readonly at: number
  /** red: the test run that failed. */
  readonly run: TrainRun | null
}
