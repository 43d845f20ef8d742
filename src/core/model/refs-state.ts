import type { CommitSha } from './ids.ts'

/**
 * How a proven commit stands now. current: with all of base in it; behind: base has more; landed: it is in base; lost: no
 * longer on its worker's branch.
 */
export type Standing = 'current' | 'behind' | 'landed' | 'lost'

/** A commit that its branch lost, and the reference under which it is kept. */
export interface KeptCommit {
  readonly worker: string
  /** Journals of earlier versions have none: it was the worker's own. */
  readonly branch?: string
  readonly commit: CommitSha
  readonly ref: string
}

/** Where base and the branches of proven work pointed at the last look. */
export interface RefsState {
  readonly base: { readonly commit: CommitSha; readonly at: number }
  /** By branch (by worker in journals of earlier versions); null: the branch is gone. */
  readonly branches: Readonly<Record<string, { readonly commit: CommitSha | null; readonly at: number }>>
  /** By proven commit. */
  readonly standing: Readonly<Record<string, Standing>>
  readonly kept: readonly KeptCommit[]
  /** By branch, its newest commit that base has although nothing proved it. */
  readonly unproven: Readonly<Record<string, CommitSha>>
}
