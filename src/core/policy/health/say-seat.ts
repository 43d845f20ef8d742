/** What czar is doing for a worker that may now have an agent. */
export interface TakingSeat {
  /** Whether czar is making the worker's worktree. */
  readonly isPreparing: boolean
  /** Whether czar is starting the worker's agent in the worktree. */
  readonly isStarting: boolean
  /** Why the last attempt to make the worktree failed. */
  readonly problem: string | null
}

/**
 * Says what czar is doing for a worker that may have an agent, or returns null if it does nothing yet. A worker may have to wait for its
 * worktree, which takes seconds to make on a slow disk.
 */
export function saySeat({ isPreparing, isStarting, problem }: TakingSeat): string | null {
  if (isPreparing) return 'its worktree is being made'
  if (isStarting) return 'its agent is being started'
  return problem === null ? null : `its worktree could not be made and is tried again: ${problem}`
}
