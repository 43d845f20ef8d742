import type { GitIdentity } from '../../../core/model/project.ts'
import type { RunProgram } from '../../processes/runner/run-here.ts'

/** What the git adapter must be told; all paths are absolute. */
export interface GitOptions {
  /** The user's repository: the top of a checkout, or a bare one. Made by cloning when `repoUrl` is given. */
  readonly repo: string
  readonly repoUrl: string | null
  /** As an inspection of this moment found it; looked for without it. */
  readonly commonDir?: string | undefined
  readonly base: string
  readonly remote: string | null
  /** Holds this project's worktrees and nothing else; made with mode 0700. */
  readonly worktreesDir: string
  readonly branches: readonly { readonly worker: string; readonly branch: string }[]
  /** Shared by every czar that may work on the same repository, so that they wait for each other. */
  readonly lockDir: string
  /** Temporary indexes, quarantined objects and notes of proofs; may be deleted whenever no czar runs. */
  readonly scratchDir: string
  /** The czar's own environment; only an allow-list of it reaches git. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whose ssh key is tried where the user's own access does not do. */
  readonly identity?: GitIdentity | null
  /** How long a remote may take; a minute unless given. */
  readonly fetchTimeoutMs?: number
  /** Runs git; unless given, as a child of this process. */
  readonly run?: RunProgram
  readonly log?: (message: string, facts?: Readonly<Record<string, unknown>>) => void
}
