/** Where a program finds its user's settings. */
export interface ProgramPlace {
  /** The environment that the program gets. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The worktree that it runs in, or the repository as long as there is none. */
  readonly cwd: string
}
