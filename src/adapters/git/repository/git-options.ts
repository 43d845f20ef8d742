import type { GitIdentity } from '../../../core/model/project.ts'
import type { RunProgram } from '../../processes/runner/run-here.ts'

/** Options of the git adapter; all paths are absolute. */
export interface GitOptions {
  /** The user's repository: the top of a checkout, or a bare one. Czar clones it if `repoUrl` is given. */
  readonly repo: string
  readonly repoUrl: string | null
  /** The shared git directory, as an inspection has just found it; undefined: git searches for it. */
  readonly commonDir?: string | undefined
  readonly base: string
  readonly remote: string | null
  /** Holds only this project's worktrees; made with mode 0700. */
  readonly worktreesDir: string
  readonly branches: readonly { readonly worker: string; readonly branch: string }[]
  /** The branch of the merge train, which holds the work of all; absent: none. */
  readonly omnibus?: string
  /** Directory shared by all czars that work on the same repository, so that they wait for each other. */
  readonly lockDir: string
  /** Temporary indexes, quarantined objects and notes of proofs; may be deleted whenever no czar runs. */
  readonly scratchDir: string
  /** The czar's own environment; only an allow-list of it reaches git. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The identity whose ssh key is tried if the user's own access fails. */
  readonly identity?: GitIdentity | null
  /** A folder that gets new objects in place of the repository, for merges that are only tried; absent: the repository gets them. */
  readonly quarantine?: string
  /** Time limit for a remote; default one minute. */
  readonly fetchTimeoutMs?: number
  /** Runs git; by default as a child of this process. */
  readonly run?: RunProgram
  readonly log?: (message: string, facts?: Readonly<Record<string, unknown>>) => void
}
