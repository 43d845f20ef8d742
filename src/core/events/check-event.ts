import type { CommitSha, EffectId, WorkerId } from '../model/ids.ts'

/**
 * Czar is about to run a command of the project file. If czar dies, the czar that starts again reads from this event which command was
 * running.
 */
export interface CheckEvent {
  readonly kind: 'check.started'
  readonly worker: WorkerId
  readonly effect: EffectId
  readonly command: string
  /** The commit that is checked, or null if the command sets up a worker's own worktree. */
  readonly commit: CommitSha | null
}

/** A command of the project file that czar is running. */
export interface RunningCheck {
  readonly worker: WorkerId
  readonly command: string
  readonly commit: CommitSha | null
}

/** A command that was running when czar died, so the command may be what killed czar. */
export interface DeadlyCheck extends RunningCheck {
  readonly effect: EffectId
  /** How many times in a row czar died while the command was running. */
  readonly deaths: number
  /** How many of these times this command was the only one that was running, so that no other command can be the cause. */
  readonly alone: number
}
