import type { CommitSha } from '../model/ids.ts'

/** What a claim's commits bring, apart from the lines of its changes: what a reader would look at before a merge. */
export interface WorkContent {
  /** The changed files, before and after. */
  readonly entries: readonly ChangedEntry[]
  /** Folders that no commit before had, the outermost too. */
  readonly newFolders: readonly string[]
  /** Links to commits of other repositories that are new or point elsewhere. */
  readonly links: readonly CommitLink[]
  /** In any of the own commits, also where a later one takes it away again; null: they are too large to be looked through. */
  readonly secrets: readonly FoundSecret[] | null
}

export interface ChangedEntry {
  readonly path: string
  /** Bytes; null: there is no such file. */
  readonly before: number | null
  readonly after: number | null
}

export interface CommitLink {
  readonly path: string
  readonly commit: CommitSha
  /**
   * `unlisted`: .gitmodules does not name the path, so nobody else gets the commit; `nowhere`: no repository here has it; `here`: no branch of
   * a remote has it; `published`: one has.
   */
  readonly standing: 'unlisted' | 'nowhere' | 'here' | 'published'
}

export interface FoundSecret {
  readonly path: string
  /** What it looks like, without the secret itself: `private key`. */
  readonly looksLike: string
  /** false: a later commit took it out again, so that it is in the history alone. */
  readonly isAtTip: boolean
  /** false: often right in a test or on one's own machine, such as the password of a local database. */
  readonly isSure: boolean
}
