import type { BaseFinding } from '../../model/gates/base-gate.ts'
import type { CommitSha } from '../../model/ids.ts'

/** The accept commands on base: the running one, and the findings so far. */
export interface BaseGatesState {
  readonly base: CommitSha
  /**
   * cut_off: czar was stopped normally while the commands ran. died: czar was killed or crashed while they ran. refused: czar does not run
   * them, because it died while they ran before.
   */
  readonly phase: 'running' | 'checked' | 'cut_off' | 'died' | 'refused'
  /** The command that runs or ran last. It is null if all results were known. */
  readonly command: string | null
  /** The command during which czar died, or null if that never happened. */
  readonly deadly: string | null
  readonly findings: readonly BaseFinding[]
}
