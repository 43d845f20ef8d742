/** What determines where a program finds its user's settings. */
export interface ProgramPlace {
  /** The program's environment. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The worktree that it runs in, or the repository until a worktree exists. */
  readonly cwd: string
}
