import type { LeftOut, TrainChoice, TrainMember, TrainRun } from '../../events/train-event.ts'
import type { CommitSha, TaskId } from '../../model/ids.ts'

/** The merge train: tasks that are merged and tested, tasks that are merged and not tested yet, and tasks that are kept off. */
export interface TrainState {
  /** The commit of base on which the train is built. */
  readonly base: CommitSha
  /**
   * Whether base alone passed its last test. It is null if base was not tested alone. Czar tests it alone only after a failure of the
   * train.
   */
  readonly isBaseGreen: boolean | null
  /** The accept commands of tasks in base that fail on base alone. Absent means none. */
  readonly baseFails?: readonly string[]
  /** The newest commit of the train that passed the tests. It equals `base` until a task on the train has passed. */
  readonly tested: CommitSha
  /** The commands that passed on `tested`. It is absent if none ran, and in snapshots of an earlier version. */
  readonly commands?: readonly string[]
  /** The tasks between `base` and `tested`, in order. */
  readonly members: readonly TrainMember[]
  /** The commands that passed on the newest tested tip. It is absent if none did, and in snapshots of an earlier version. */
  readonly passed?: { readonly tip: CommitSha; readonly checks: TrainRun['checks'] }
  /** The tasks that are merged on top of `tested` but not tested yet, or null if there are none. */
  readonly candidate: Candidate | null
  /** For each task that is kept off the train, why. An entry counts only as long as the task's proof is of the same commit. */
  readonly aside: Readonly<Record<string, Aside>>
  /**
   * For each task, its commit that was last in the train's branch. It is absent if there is none, and in snapshots of an earlier version.
   */
  readonly carried?: Readonly<Record<string, CommitSha>>
  /**
   * For each task, the commit whose lines come before the lines of other tasks when czar keeps both sides of a conflict. Absent means none.
   */
  readonly turned?: Readonly<Record<string, CommitSha>>
  /** How many times each task went back from the train to its worker. */
  readonly returns: Readonly<Record<string, number>>
  /** The branch of the train, and the commit to which czar last moved it. It is null if czar has not moved it yet. */
  readonly branch: { readonly name: string; readonly tip: CommitSha; readonly at: number } | null
  /** Why the train stopped, or null if it has not stopped. */
  readonly stopped: string | null
  /** The commit of base when czar last read it before the end of the project, and the tested tip at that time. */
  readonly looked?: { readonly base: CommitSha; readonly tip: CommitSha }
  /**
   * The command with which a person can move base to `tested`, as czar last saw it. It is null if there is none, and absent if czar did not
   * look.
   */
  readonly command?: string | null
  /** The last time that czar tried to move base to a tested tip. */
  readonly landing?: Landing
  /** The tasks that a person asked to merge. The choice counts until the next launch. Absent means all tasks. */
  readonly chosen?: TrainChoice
  /** Whether a person has launched the fleet again, so that the train may start anew on a base that was rewritten. */
  readonly mayBeginAnew: boolean
}

export interface Landing {
  readonly tip: CommitSha
  readonly at: number
  /** The name of the main branch. */
  readonly base: string
  /** Why base was not moved to the tip, or null if it was moved. */
  readonly refused: string | null
  /** The command with which a person can move base to the tip, or null if there is none. */
  readonly command: string | null
}

export interface Candidate {
  /** The tasks that are merged but not tested yet, in order. There is at least one. */
  readonly members: readonly TrainMember[]
  /** The tests passed on a tree with this many of the first members. It is the largest such number, or 0 if there is none. */
  readonly green: number
  /** The commands that passed on that tree. It is absent if there is no such tree, and in snapshots of an earlier version. */
  readonly commands?: readonly string[]
  /**
   * The tests failed on a tree with this many of the first members (`count`). It is the smallest such number, with the run that failed. It
   * is null if no tree has failed. `suspect` is the task whose files the log of the first failed run names, if that is only one task.
   */
  readonly red: { readonly count: number; readonly run: TrainRun; readonly suspect?: TaskId } | null
}

export interface Aside extends LeftOut {
  readonly at: number
  /** The test run that failed, if the task is kept off because of failed tests. */
  readonly run: TrainRun | null
}
