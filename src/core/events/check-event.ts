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

/** A running command. */
export interface RunningCheck {
  readonly worker: WorkerId
  readonly command: string
  readonly commit: CommitSha | null
}

/** A command during which czar died. */
export interface DeadlyCheck extends RunningCheck {
  readonly effect: EffectId
  /** Number of deaths in a row. */
  readonly deaths: number
  /** Number of these deaths with no other command running. */
  readonly alone: number
}
