import type { CommitSha } from '../model/ids.ts'

/** Content of a claim's commits, apart from changed lines, that a reviewer checks before a merge. */
export interface WorkContent {
  /** The changed files, before and after. */
  readonly entries: readonly ChangedEntry[]
  /** Folders new in the repository, the outermost included. */
  readonly newFolders: readonly string[]
  /** New or changed submodule links. */
  readonly links: readonly CommitLink[]
  /** Secrets in any own commit, even if a later commit removes them; null: too large to scan. */
  readonly secrets: readonly FoundSecret[] | null
}

export interface ChangedEntry {
  readonly path: string
  /** Bytes; null: no such file. */
  readonly before: number | null
  readonly after: number | null
}

export interface CommitLink {
  readonly path: string
  readonly commit: CommitSha
  /**
   * `unlisted`: .gitmodules omits the path, so other clones cannot get the commit; `nowhere`: no local repository has it;
   * `here`: no remote branch has it; `published`: a remote branch has it.
   */
  readonly standing: 'unlisted' | 'nowhere' | 'here' | 'published'
}

export interface FoundSecret {
  readonly path: string
  /** Its type, without the secret itself: `private key`. */
  readonly looksLike: string
  /** false: a later commit removed it, so only the history holds it. */
  readonly isAtTip: boolean
  /** false: often legitimate in tests or local setups, such as a local database password. */
  readonly isSure: boolean
}
