import type { BuiltInAgent } from './schema/agent-schema.ts'

/** Everything that is needed to read a project file, besides its text. */
export interface ParseContext {
  /** The absolute path of the project file. Relative paths in the file start from its directory. */
  readonly file: string
  /** The file's name as the person typed it, for messages. */
  readonly shownAs: string
  readonly homeDir: string
  /** Returns the IANA name of this machine's time zone. It is a function because finding the name takes 30 ms. */
  readonly zone: () => string
  /** The directory for clones of repositories that are given as a URL. */
  readonly cloneDir: string
  readonly builtIn: Readonly<Record<string, BuiltInAgent>>
  readonly roles: readonly string[]
  /** The directory of the ready-made workflows, and their names. */
  readonly workflows: { readonly directory: string; readonly names: readonly string[] }
  readonly disk: Disk
}

/** What the checks of a project file read from the disk. */
export interface Disk {
  readonly readTask: (path: string) => { readonly bytes: Uint8Array } | { readonly problem: string }
  readonly isDirectory: (path: string) => boolean
  /** Says why ssh cannot use this private key. Returns null if it can. */
  readonly keyProblem: (path: string) => string | null
  /** The path with symbolic links resolved, as far as the path exists. */
  readonly realPath: (path: string) => string
}
