import type { CommitSha, EffectId, WorkerId } from '../model/ids.ts'

/** A command of the project file is about to run. If czar dies, this event tells the next czar which command was running. */
export interface CheckEvent {
  readonly kind: 'check.started'
  readonly worker: WorkerId
  readonly effect: EffectId
  readonly command: string
  /** The commit under check; null: a setup in a worker's own worktree. */
  readonly commit: CommitSha | null
}

/** A command that is running. */
export interface RunningCheck {
  readonly worker: WorkerId
  readonly command: string
  readonly commit: CommitSha | null
}

/** A command during which czar died. */
export interface DeadlyCheck extends RunningCheck {
  readonly effect: EffectId
  /** How many times in a row czar died during it. */
  readonly deaths: number
  /** How many of these times no other command was running. */
  readonly alone: number
}
