/** What is being done for a worker since it got a seat. */
export interface TakingSeat {
  /** Whether the worker's worktree is being made. */
  readonly isPreparing: boolean
  /** Whether the worker's agent is being started in the worktree. */
  readonly isStarting: boolean
  /** Why the last try to make the worktree failed. */
  readonly problem: string | null
}

/**
 * What czar is doing for a worker that has a seat. Returns null if it does nothing yet. A worker gets a seat before its worktree is made,
 * which takes seconds on a slow disk.
 */
export function saySeat({ isPreparing, isStarting, problem }: TakingSeat): string | null {
  if (isPreparing) return 'its worktree is being made'
  if (isStarting) return 'its agent is being started'
  return problem === null ? null : `its worktree could not be made and is tried again: ${problem}`
}
