/** State of a worker's worktree before its removal. */
export interface WorktreeStock {
  readonly path: string
  readonly standing: WorktreeStanding
  /** Work that exists only here. The worktree may be removed once the work is saved under `refs/czar/rescue`. */
  readonly losses: readonly string[]
  /** Work that cannot be saved, each with the reason. The worktree must stay. */
  readonly unsavable: readonly string[]
  /** Ignored files, which are removed without being saved. */
  readonly left: readonly LeftFiles[]
  /** Pids of processes working in it. */
  readonly processes: readonly number[]
}

/**
 * `there`: the worktree is intact. `gone`: its folder is missing, although git may still list it. `astray`: it was
 * altered since its creation, so it must stay.
 */
export type WorktreeStanding =
  | { readonly kind: 'there' }
  | { readonly kind: 'gone'; readonly isKnown: boolean }
  | { readonly kind: 'astray'; readonly why: string; readonly next: string }

export interface LeftFiles {
  /** Path relative to the worktree; a folder ends with a slash. */
  readonly path: string
  readonly files: number
  readonly bytes: number
  /**
   * `made-again`: a tool can make it again. `copied`: the user's checkout has it, or setup made it. `only-here`:
   * neither.
   */
  readonly kind: 'made-again' | 'copied' | 'only-here' | 'repository'
}

/** Work that was saved, and its ref. */
export interface SavedWork {
  /** The rescue ref. For a repository inside the worktree, the folder of its rescue refs. */
  readonly ref: string
  /**
   * What the ref holds. `files`: a commit of all uncommitted work. `commits`: commits that no other ref had. `past`: commits that only a
   * reflog had.
   */
  readonly kind: 'files' | 'commits' | 'past' | 'repository'
  /** Number of files or commits. */
  readonly count: number
  /** For a repository inside the worktree: its folder. */
  readonly place: string
}

/** What became of a branch that the project created. */
export type BranchOutcome =
  | { readonly kind: 'kept'; readonly branch: string; readonly why: string | null }
  | {
      readonly kind: 'dropped'
      readonly branch: string
      readonly saved: readonly SavedWork[]
      readonly tip: string
      readonly commits: number
      /** The base ref that contains the whole branch; null: a person discarded it. */
      readonly inBase: string | null
    }
