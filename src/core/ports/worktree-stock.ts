/** State of a worker's worktree before its removal. */
export interface WorktreeStock {
  readonly path: string
  readonly standing: WorktreeStanding
  /** Work found only here; removable once saved under `refs/czar/rescue`. */
  readonly losses: readonly string[]
  /** Work that cannot be saved, each with the reason: the worktree must stay. */
  readonly unsavable: readonly string[]
  /** Ignored files: removed without saving. */
  readonly left: readonly LeftFiles[]
  /** Pids of processes working in it. */
  readonly processes: readonly number[]
}

/** `there`: intact. `gone`: no folder; git may still have an entry. `astray`: altered since its creation, so it must stay. */
export type WorktreeStanding =
  | { readonly kind: 'there' }
  | { readonly kind: 'gone'; readonly isKnown: boolean }
  | { readonly kind: 'astray'; readonly why: string; readonly next: string }

export interface LeftFiles {
  /** Relative to the worktree; a folder ends with a slash. */
  readonly path: string
  readonly files: number
  readonly bytes: number
  /** `made-again`: a tool regenerates it. `copied`: the user's checkout has it or setup made it. `only-here`: neither. */
  readonly kind: 'made-again' | 'copied' | 'only-here' | 'repository'
}

/** Saved work and its ref. */
export interface SavedWork {
  /** The rescue ref; for a repository inside, the folder of its refs. */
  readonly ref: string
  /** `files`: a commit of all uncommitted work. `commits`: no other ref had them. `past`: only a reflog had them. */
  readonly kind: 'files' | 'commits' | 'past' | 'repository'
  /** Files or commits. */
  readonly count: number
  /** For a repository inside: its folder. */
  readonly place: string
}

/** Outcome for a branch that the project created. */
export type BranchOutcome =
  | { readonly kind: 'kept'; readonly branch: string; readonly why: string | null }
  | {
      readonly kind: 'dropped'
      readonly branch: string
      readonly saved: readonly SavedWork[]
      readonly tip: string
      readonly commits: number
      /** The base ref that contains all of it; null: a person discarded the branch. */
      readonly inBase: string | null
    }
