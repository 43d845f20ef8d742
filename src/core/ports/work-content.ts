import type { CommitSha } from '../model/ids.ts'

/** The content of a worker's own commits that a reviewer would look at before a merge, besides the changed lines. */
export interface WorkContent {
  /** The changed files, each before and after the change. */
  readonly entries: readonly ChangedEntry[]
  /** Folders that the repository did not have before. If a new folder is inside another new folder, only the outer one is listed. */
  readonly newFolders: readonly string[]
  /** The links to submodules that are new or changed. */
  readonly links: readonly CommitLink[]
  /**
   * The secrets in any of the worker's own commits, even if a later commit removed them. It is null if there is too much text to search.
   */
  readonly secrets: readonly FoundSecret[] | null
}

export interface ChangedEntry {
  readonly path: string
  /** The size of the file in bytes before the change, or null if the file did not exist. */
  readonly before: number | null
  readonly after: number | null
}

export interface CommitLink {
  readonly path: string
  readonly commit: CommitSha
  /**
   * Who can get the linked commit of a submodule. `unlisted`: .gitmodules does not name the path, so other clones cannot get it. `nowhere`:
   * no local repository has it. `here`: a local repository has it, but no remote branch does. `published`: a remote branch has it.
   */
  readonly standing: 'unlisted' | 'nowhere' | 'here' | 'published'
}

export interface FoundSecret {
  readonly path: string
  /** What kind of secret it is, for example `private key`. The secret itself is never kept. */
  readonly looksLike: string
  /** Whether the last commit still has the secret. If false, a later commit removed it, so only the history holds it. */
  readonly isAtTip: boolean
  /** Whether it is surely a secret. It is false for values that are often harmless in tests, such as the password of a local database. */
  readonly isSure: boolean
}
