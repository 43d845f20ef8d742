import type { GitIdentity } from '../../../core/model/project.ts'
import type { RunProgram } from '../../processes/runner/run-here.ts'

/** What the git adapter needs to know. All paths are absolute. */
export interface GitOptions {
  /** The name of the project, for the notes that other projects in the same repository read. undefined: they are told no name. */
  readonly project?: string | undefined
  /** The user's repository: the top folder of a checkout, or a bare repository. If `repoUrl` is given, czar clones it to this path. */
  readonly repo: string
  readonly repoUrl: string | null
  /** The git directory that all worktrees share, if an inspection has just found it. undefined: git must search for it. */
  readonly commonDir?: string | undefined
  readonly base: string
  readonly remote: string | null
  /** The folder for this project's worktrees and nothing else. Czar creates it with mode 0700. */
  readonly worktreesDir: string
  readonly branches: readonly { readonly worker: string; readonly branch: string }[]
  /** The branch of the merge train, which holds the merged work of all tasks. undefined: there is no such branch. */
  readonly omnibus?: string | undefined
  /** A directory for locks. All czars that work on the same repository use the same directory, so that they wait for each other. */
  readonly lockDir: string
  /**
   * A folder for temporary indexes, for objects that must not get into the repository, and for notes about worktrees of checks. It may be
   * deleted whenever no czar runs.
   */
  readonly scratchDir: string
  /** Czar's own environment. Only listed variables of it are passed on to git. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The worker's identity whose ssh key is tried if the user's own access to a remote fails. */
  readonly identity?: GitIdentity | null
  /** A folder that gets the new objects, for merges that are only tried. If it is absent, the repository gets them. */
  readonly quarantine?: string
  /** How long a remote may take to answer. If it is absent, one minute. */
  readonly fetchTimeoutMs?: number
  /** Runs git. If it is absent, git runs as a child of this process. */
  readonly run?: RunProgram
  readonly log?: (message: string, facts?: Readonly<Record<string, unknown>>) => void
}
