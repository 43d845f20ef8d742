import type { CommitSha } from '../model/ids.ts'

/** Asks for a branch's commits since `from`. Commits that one of `foreign` (base or the train) contains are left out. */
export interface AddedQuestion {
  readonly from: CommitSha
  readonly head: CommitSha
  readonly foreign: readonly CommitSha[]
  /** The uncommitted work on top of `head`, or null if there is none or czar ignores it. */
  readonly uncommitted: UncommittedWork | null
}

/**
 * Uncommitted work. `tree` is the git tree of all working files, as in `GitActivity.tree`, and `path` is the worktree from which it was
 * read.
 */
export interface UncommittedWork {
  readonly tree: string
  readonly path: string
}

/** The text that a branch's own commits add. */
export interface AddedWork {
  /** The branch's own commits without merges, the newest first. */
  readonly commits: readonly AddedCommit[]
  /** The text files that have added lines and still exist at the end of the branch. */
  readonly files: readonly AddedText[]
}

export interface AddedCommit {
  /** The id of the commit. For uncommitted work, it is the id of its tree. */
  readonly sha: CommitSha
  /** The stable patch id that git computes from a commit's change, or null if the commit changes no text. */
  readonly patch: string | null
  /** The author and the time when the commit was written. A copy of the commit, by cherry-pick or rebase, has the same author and time. */
  readonly author: string
  /** The lines that the commit added, by path. */
  readonly added: ReadonlyMap<string, readonly string[]>
}

export interface AddedText {
  readonly path: string
  readonly isNew: boolean
  /** The added lines that still exist at the end of the branch, in order. */
  readonly lines: readonly AddedLine[]
  /** The text of the file at the end of the branch. `before` is its text before the branch, or null if the file is new. */
  readonly text: string
  readonly before: string | null
}

export interface AddedLine {
  readonly at: number
  readonly text: string
}

/** A function, class, type or value at the top level of a source file, or a method of a class at the top level. */
export interface DeclaredSymbol {
  /** The name, for example `slugify`, or `Context.json` for a method. */
  readonly name: string
  /** Whether other files can use it. */
  readonly isExported: boolean
  /** The number of its first line, counted from 1. `to` is the number of its last line. */
  readonly from: number
  readonly to: number
}

export interface SymbolsPort {
  /** Returns what the file declares, or null if czar knows no grammar for the file or the file is too long. */
  read(path: string, text: string): Promise<readonly DeclaredSymbol[] | null>
}
