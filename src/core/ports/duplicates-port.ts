import type { CommitSha } from '../model/ids.ts'

/** A branch's commits since `from`, without the commits that are in one of `foreign` (base, the train). */
export interface AddedQuestion {
  readonly from: CommitSha
  readonly head: CommitSha
  readonly foreign: readonly CommitSha[]
  /**
   * The tree of the working state on top of the head, uncommitted files included; null: nothing is uncommitted, or the
   * uncommitted work is to be ignored.
   */
  readonly uncommitted: UncommittedWork | null
}

/** Uncommitted work: `tree` is the same as in `GitActivity.tree`, and was read in the worktree at `path`. */
export interface UncommittedWork {
  readonly tree: string
  readonly path: string
}

/** The text that a branch's own commits add. */
export interface AddedWork {
  /** Newest first, without merges. */
  readonly commits: readonly AddedCommit[]
  /** Text files with added lines that still exist at the head. */
  readonly files: readonly AddedText[]
}

export interface AddedCommit {
  /** If uncommitted work was read, its tree. */
  readonly sha: CommitSha
  /** git's stable patch id; null: the commit changes no text. */
  readonly patch: string | null
  /** The author and the time when the commit was written. A copy of a commit (cherry-pick, rebase) keeps both. */
  readonly author: string
  /** Added lines by path. */
  readonly added: ReadonlyMap<string, readonly string[]>
}

export interface AddedText {
  readonly path: string
  readonly isNew: boolean
  /** The added lines at the head, in order, each with its line number from 1. */
  readonly lines: readonly AddedLine[]
  /** The file's text at the head, and before the branch; null: the file is new. */
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
