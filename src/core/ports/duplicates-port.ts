import type { CommitSha } from '../model/ids.ts'

/** A branch's commits since `from`, except those that one of `foreign` (base, the train) contains. */
export interface AddedQuestion {
  readonly from: CommitSha
  readonly head: CommitSha
  readonly foreign: readonly CommitSha[]
  /** The working state on top of the head, uncommitted files included; null: nothing is uncommitted, or it does not count. */
  readonly uncommitted: UncommittedWork | null
}

/** Uncommitted work: `tree` as `GitActivity.tree`, read in the worktree at `path`. */
export interface UncommittedWork {
  readonly tree: string
  readonly path: string
}

/** What the own commits of a branch add. */
export interface AddedWork {
  /** Newest first, without merges. */
  readonly commits: readonly AddedCommit[]
  /** Text files with added lines that are still in the file at the head. */
  readonly files: readonly AddedText[]
}

export interface AddedCommit {
  /** Of uncommitted work: its tree. */
  readonly sha: CommitSha
  /** git's stable patch id; null: the commit changes no text. */
  readonly patch: string | null
  /** Author and time of writing. A copy of a commit (cherry-pick, rebase) keeps both. */
  readonly author: string
  /** Added lines by path. */
  readonly added: ReadonlyMap<string, readonly string[]>
}

export interface AddedText {
  readonly path: string
  readonly isNew: boolean
  /** The added lines at the head, in order, each with its line number from 1. */
  readonly lines: readonly AddedLine[]
  /** The text at the head, and before the branch; null: the file is new. */
  readonly text: string
  readonly before: string | null
}

export interface AddedLine {
  readonly at: number
  readonly text: string
}

/** A function, class, type or value at the top level of a source file, or a method of a top-level class. */
export interface DeclaredSymbol {
  /** `slugify`, `Context.json`. */
  readonly name: string
  /** Whether other files can use it. */
  readonly isExported: boolean
  /** First and last line, from 1. */
  readonly from: number
  readonly to: number
}

export interface SymbolsPort {
  /** null: czar has no grammar for this file, or the file is too long. */
  read(path: string, text: string): Promise<readonly DeclaredSymbol[] | null>
}
