/** What czar is doing for a worker that has a seat. */
export interface TakingSeat {
  /** Whether czar is making the worker's worktree. */
  readonly isPreparing: boolean
  /** Whether czar is starting the worker's agent in the worktree. */
  readonly isStarting: boolean
  /** Why the last attempt to make the worktree failed. */
  readonly problem: string | null
}

/**
 * Says what czar is doing for a worker that has a seat. Returns null if czar does nothing for it yet. The worker may have to wait for its
 * worktree, because making one takes seconds on a slow disk.
 */
export function saySeat({ isPreparing, isStarting, problem }: TakingSeat): string | null {
  if (isPreparing) return 'its worktree is being made'
  if (isStarting) return 'its agent is being started'
  return problem === null ? null : `its worktree could not be made and is tried again: ${problem}`
}
