import type { CommitSha } from './ids.ts'

/**
 * How a proven commit stands. current: it contains all of base; behind: base has newer commits; landed: base contains it; edited: base has
 * all its lines, and somebody changed the text around them; lost: its worker's branch does not contain it.
 */
export type Standing = 'current' | 'behind' | 'landed' | 'edited' | 'lost'

/** Whether base has the work of a commit. */
export function isInBase(standing: Standing | undefined): boolean {
  return standing === 'landed' || standing === 'edited'
}

/** A commit that its branch no longer contains, and the ref that keeps the commit. */
export interface KeptCommit {
  readonly worker: string
  /** Absent in journals of earlier versions: the worker's own branch. */
  readonly branch?: string
  readonly commit: CommitSha
  readonly ref: string
}

/** Tips of base and of the branches with proven work at the last look. */
export interface RefsState {
  readonly base: { readonly commit: CommitSha; readonly at: number }
  /** The tip of each branch (by worker in journals of earlier versions); null: the branch is gone. */
  readonly branches: Readonly<Record<string, { readonly commit: CommitSha | null; readonly at: number }>>
  /** The standing of each proven commit. */
  readonly standing: Readonly<Record<string, Standing>>
  readonly kept: readonly KeptCommit[]
  /** For each branch, the newest commit of the branch that is in base without a proof. */
  readonly unproven: Readonly<Record<string, CommitSha>>
}
