/** The work on a worker's worktree and agent after it got a seat. */
export interface TakingSeat {
  /** Its worktree is being made. */
  readonly isPreparing: boolean
  /** Its agent is being started in it. */
  readonly isStarting: boolean
  /** Why the worktree could not be made the last time. */
  readonly problem: string | null
}

/** A seat is taken before the worktree is made, which takes seconds on a slow disk; null: nothing was done yet. */
export function saySeat({ isPreparing, isStarting, problem }: TakingSeat): string | null {
  if (isPreparing) return 'its worktree is being made'
  if (isStarting) return 'its agent is being started'
  return problem === null ? null : `its worktree could not be made and is tried again: ${problem}`
}
