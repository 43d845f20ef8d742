/** The content of a worker's worktree that is about to be removed. */
export interface WorktreeStock {
  readonly path: string
  readonly standing: WorktreeStanding
  /** Work that exists nowhere else. The worktree may be removed after the work was saved under `refs/czar/rescue`. */
  readonly losses: readonly string[]
  /** Work that cannot be saved, each with the reason. Because of it the worktree must stay. */
  readonly unsavable: readonly string[]
  /** Files that git ignores. Such files are removed and not saved. */
  readonly left: readonly LeftFiles[]
  /** The ids of the processes that work in the worktree. */
  readonly processes: readonly number[]
}

/**
 * Whether the worktree is still there. `there`: it is intact. `gone`: its folder is missing, although git may still list it. `astray`: it
 * was altered since czar made it, so it must stay.
 */
export type WorktreeStanding =
  | { readonly kind: 'there' }
  | { readonly kind: 'gone'; readonly isKnown: boolean }
  | { readonly kind: 'astray'; readonly why: string; readonly next: string }

export interface LeftFiles {
  /** The path within the worktree. The path of a folder ends with a slash. */
  readonly path: string
  readonly files: number
  readonly bytes: number
  /**
   * The nature of the files. `made-again`: a tool can make them again. `copied`: the user's own checkout has them, or setup made them.
   * `only-here`: neither is the case. `repository`: it is a git repository inside the worktree.
   */
  readonly kind: 'made-again' | 'copied' | 'only-here' | 'repository'
}

/** Work that czar saved, and the git ref that keeps it. */
export interface SavedWork {
  /** The git ref that keeps the work. For a repository inside the worktree, it is the folder with its rescue refs. */
  readonly ref: string
  /**
   * The content of the ref. `files`: a commit of all uncommitted work. `commits`: commits that no other ref had. `past`: commits that only
   * git's reflog had.
   */
  readonly kind: 'files' | 'commits' | 'past' | 'repository'
  /** How many files or commits were saved. */
  readonly count: number
  /** The folder of the repository, if it is a repository inside the worktree. */
  readonly place: string
}

/** What czar did with a branch that it had made for the project. */
export type BranchOutcome =
  | { readonly kind: 'kept'; readonly branch: string; readonly why: string | null }
  | {
      readonly kind: 'dropped'
      readonly branch: string
      readonly saved: readonly SavedWork[]
      readonly tip: string
      readonly commits: number
      /** The base ref that contains the whole branch, or null if a person said that the branch may be thrown away. */
      readonly inBase: string | null
    }
