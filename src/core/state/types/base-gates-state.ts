import type { BaseFinding } from '../../model/gates/base-gate.ts'
import type { CommitSha } from '../../model/ids.ts'

/** What czar knows about the accept commands on base. */
export interface BaseGatesState {
  readonly base: CommitSha
  /**
   * cut_off: czar was stopped normally while the commands ran. died: it was killed or crashed. refused: it does not run them for that
   * reason.
   */
  readonly phase: 'running' | 'checked' | 'cut_off' | 'died' | 'refused'
  /** The command that runs or ran last. It is null if all results were known. */
  readonly command: string | null
  /** The command during which czar died, or null if that never happened. */
  readonly deadly: string | null
  readonly findings: readonly BaseFinding[]
}
