import type { CommitSha, EffectId, WorkerId } from '../model/ids.ts'

/** A command of the project file is about to run: should czar die meanwhile, it is known what ran. */
export interface CheckEvent {
  readonly kind: 'check.started'
  readonly worker: WorkerId
  readonly effect: EffectId
  readonly command: string
  /** What is checked; null for a setup in a worker's own worktree. */
  readonly commit: CommitSha | null
}

/** A command that runs now. */
export interface RunningCheck {
  readonly worker: WorkerId
  readonly command: string
  readonly commit: CommitSha | null
}

/** A command during which czar died. */
export interface DeadlyCheck extends RunningCheck {
  readonly effect: EffectId
  /** How often in a row. */
  readonly deaths: number
  /** How often of these no other command ran. */
  readonly alone: number
}
