import type { BaseFinding } from '../../model/gates/base-gate.ts'
import type { CommitSha } from '../../model/ids.ts'

/** Events about the accept commands that czar runs on base, in the background of a launch. */
export type BaseGatesEvent =
  /** A command begins. The event is left out if an earlier run has given the command's result. */
  | { readonly kind: 'base_gates.started'; readonly base: CommitSha; readonly command: string }
  /** The errors and warnings about all tasks. The event is recorded only if something changed. */
  | { readonly kind: 'base_gates.checked'; readonly base: CommitSha; readonly findings: readonly BaseFinding[] }
  /** Czar does not run the commands on this commit, because it died while they ran before. */
  | { readonly kind: 'base_gates.refused'; readonly base: CommitSha; readonly reason: string }
