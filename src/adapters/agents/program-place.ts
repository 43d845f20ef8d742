/** The facts that decide where a program looks for its user's settings. */
export interface ProgramPlace {
  /** The environment variables that the program gets. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The worktree in which the program runs. Until there is a worktree, the repository. */
  readonly cwd: string
}
