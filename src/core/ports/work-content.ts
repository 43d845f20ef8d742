import type { CommitSha } from '../model/ids.ts'

/** The content of a claim's commits that a reviewer would check before a merge, and that changed lines do not show. */
export interface WorkContent {
  /** The changed files, before and after the change. */
  readonly entries: readonly ChangedEntry[]
  /** Folders that are new in the repository. Of nested new folders, only the outermost. */
  readonly newFolders: readonly string[]
  /** New or changed submodule links. */
  readonly links: readonly CommitLink[]
  /** Secrets in any of the worker's own commits, even if a later commit removes them; null: too large to scan. */
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
  /** The secret's type, never the secret itself: `private key`. */
  readonly looksLike: string
  /** false: a later commit removed the secret, so only the history holds it. */
  readonly isAtTip: boolean
  /** false: often legitimate in tests or local setups, such as the password of a local database. */
  readonly isSure: boolean
}
