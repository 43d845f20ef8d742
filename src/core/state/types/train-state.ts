import type { LeftOut, TrainChoice, TrainMember, TrainRun } from '../../events/train-event.ts'
import type { CommitSha } from '../../model/ids.ts'

/** The merge train. */
export interface TrainState {
  /** The commit of base under the chain. */
  readonly base: CommitSha
  /** Whether base alone passes `merge.test`; null: not tried, since nothing failed on it. */
  readonly isBaseGreen: boolean | null
  /** The newest tested tip; equal to `base` while none of the chain is tested. */
  readonly tested: CommitSha
  /** The members between `base` and `tested`, in order. */
  readonly members: readonly TrainMember[]
  /** The merged members beyond `tested`; null: none. */
  readonly candidate: Candidate | null
  /** By task; counts only while the task's proof is that commit. */
  readonly aside: Readonly<Record<string, Aside>>
  /** By task, its commit that was last on the branch; absent: none, or a snapshot of an older version. */
  readonly carried?: Readonly<Record<string, CommitSha>>
  /** By task, its commit of which its own lines come first where it is joined; absent: none. */
  readonly turned?: Readonly<Record<string, CommitSha>>
  /** How often each task went back to its worker. */
  readonly returns: Readonly<Record<string, number>>
  /** The branch and its tip, as last moved; null: not yet. */
  readonly branch: { readonly name: string; readonly tip: CommitSha; readonly at: number } | null
  /** Why it goes no further; null: it does. */
  readonly stopped: string | null
  /** Where base was at the last look before the end of a run, and the tested tip then. */
  readonly looked?: { readonly base: CommitSha; readonly tip: CommitSha }
  /** The last try to put a tested tip on base. */
  readonly landing?: Landing
  /** The tasks that a person asked for, until the next launch; absent: all. */
  readonly chosen?: TrainChoice
  /** A person launched the fleet again, so the train may begin on a base that was rewritten. */
  readonly mayBeginAnew: boolean
}

export interface Landing {
  readonly tip: CommitSha
  readonly at: number
  /** The name of base. */
  readonly base: string
  /** Why it is not on base; null: it is. */
  readonly refused: string | null
  /** What a person types to land it; null: nothing does. */
  readonly command: string | null
}

export interface Candidate {
  /** At least one. */
  readonly members: readonly TrainMember[]
  /** Number of first members whose tree passed; 0: none. */
  readonly green: number
  /** Number of first members whose tree failed, with the run; null: none failed. */
  readonly red: { readonly count: number; readonly run: TrainRun } | null
}

export interface Aside extends LeftOut {
  readonly at: number
  /** red: the run that failed. */
  readonly run: TrainRun | null
}
