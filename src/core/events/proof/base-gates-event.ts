import type { BaseFinding } from '../../model/gates/base-gate.ts'
import type { CommitSha } from '../../model/ids.ts'

/** What happens when czar runs the accept commands on base, in the background of a launch. */
export type BaseGatesEvent =
  /** A command begins. It is not recorded for a command whose result is known from an earlier run. */
  | { readonly kind: 'base_gates.started'; readonly base: CommitSha; readonly command: string }
  /** The errors and warnings about all tasks. Each is recorded again only if something changed. */
  | { readonly kind: 'base_gates.checked'; readonly base: CommitSha; readonly findings: readonly BaseFinding[] }
  /** Czar does not run the commands on this commit, because it died while they ran before. */
  | { readonly kind: 'base_gates.refused'; readonly base: CommitSha; readonly reason: string }
