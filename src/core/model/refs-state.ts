import type { CommitSha } from './ids.ts'

/**
 * Where a proven commit is. current: its branch has the commit, and the commit contains all of base. behind: its branch has it, but base
 * has newer commits. landed: base contains it. edited: base has all its lines, but a person changed the text around them. lost: its branch
 * no longer contains it.
 */
export type Standing = 'current' | 'behind' | 'landed' | 'edited' | 'lost'

/** Whether base has the work of a commit. */
export function isInBase(standing: Standing | undefined): boolean {
  return standing === 'landed' || standing === 'edited'
}

/** A commit that its branch no longer contains, and the git ref that keeps it. */
export interface KeptCommit {
  readonly worker: string
  /** The branch that had the commit. If the field is missing, as in journals of earlier versions, it is the worker's own branch. */
  readonly branch?: string
  readonly commit: CommitSha
  readonly ref: string
}

/** At which commits base and the branches with proven work were when czar last looked. */
export interface RefsState {
  readonly base: { readonly commit: CommitSha; readonly at: number }
  /** The last commit of each branch, or null if the branch is gone. In journals of earlier versions, the keys are worker names. */
  readonly branches: Readonly<Record<string, { readonly commit: CommitSha | null; readonly at: number }>>
  /** For each proven commit, where it is. */
  readonly standing: Readonly<Record<string, Standing>>
  readonly kept: readonly KeptCommit[]
  /** For each branch, its newest commit that is in base without a proof. */
  readonly unproven: Readonly<Record<string, CommitSha>>
}
