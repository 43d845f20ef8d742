import type { BuiltInAgent } from './schema/agent-schema.ts'

/** Everything that a project depends on besides the text of its file. */
export interface ParseContext {
  /** Absolute path of the project file. Relative paths in it start from its directory. */
  readonly file: string
  /** The file's name as the person gave it, for messages. */
  readonly shownAs: string
  readonly homeDir: string
  /** This machine's time zone, an IANA name; a function, because the first call takes 30 ms. */
  readonly zone: () => string
  /** Directory that holds the clones of repositories given as a URL. */
  readonly cloneDir: string
  readonly builtIn: Readonly<Record<string, BuiltInAgent>>
  readonly roles: readonly string[]
  readonly disk: Disk
}

/** The disk access that checking needs. */
export interface Disk {
  readonly readTask: (path: string) => { readonly bytes: Uint8Array } | { readonly problem: string }
  readonly isDirectory: (path: string) => boolean
  /** Why ssh cannot use this private key; null: it can. */
  readonly keyProblem: (path: string) => string | null
  /** The path with symbolic links resolved, as far as it exists. */
  readonly realPath: (path: string) => string
}
