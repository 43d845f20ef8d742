/** A worker's worktree as it is found before it is removed. */
export interface WorktreeStock {
  readonly path: string
  readonly standing: WorktreeStanding
  /** Work that is nowhere else; saved under `refs/czar/rescue` it may go. */
  readonly losses: readonly string[]
  /** Work that cannot be saved, each with the reason: the worktree must stay. */
  readonly unsavable: readonly string[]
  /** Ignored files: they go and are not saved. */
  readonly left: readonly LeftFiles[]
  /** Pids of processes that work in it. */
  readonly processes: readonly number[]
}

/** `there`: a worktree as it was made. `gone`: no folder; git may still have an entry. `astray`: not to be removed, for it is no longer as it was made. */
export type WorktreeStanding =
  | { readonly kind: 'there' }
  | { readonly kind: 'gone'; readonly isKnown: boolean }
  | { readonly kind: 'astray'; readonly why: string; readonly next: string }

export interface LeftFiles {
  /** Relative to the worktree; a folder ends with a slash. */
  readonly path: string
  readonly files: number
  readonly bytes: number
  /** `made-again` by the tool that made it, `copied`: the user's checkout has the same or setup made it, `only-here`: neither. */
  readonly kind: 'made-again' | 'copied' | 'only-here' | 'repository'
}

/** What was saved, and where. */
export interface SavedWork {
  /** Of a repository inside it is the folder that its references are in. */
  readonly ref: string
  /** `files`: a commit of everything uncommitted. `commits`: no other reference had them. `past`: only a log knew them. */
  readonly kind: 'files' | 'commits' | 'past' | 'repository'
  /** Files or commits. */
  readonly count: number
  /** Of a repository inside: its folder. */
  readonly place: string
}

/** What became of a branch that the project had made. */
export type BranchOutcome =
  | { readonly kind: 'kept'; readonly branch: string; readonly why: string | null }
  | {
      readonly kind: 'dropped'
      readonly branch: string
      readonly saved: readonly SavedWork[]
      readonly tip: string
      readonly commits: number
      /** The reference of base that has all of it; null: it went because a person discards it. */
      readonly inBase: string | null
    }
