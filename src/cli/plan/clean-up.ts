import { type ReadOnlyWorktree, removeReadOnlyWorktree } from '../../adapters/git/worktrees/read-only-worktree.ts'
import { endMarked } from '../../adapters/processes/end-marked.ts'

/** The files and processes that a planning leaves behind until they are cleaned up. */
export interface PlanningRest {
  readonly place: ReadOnlyWorktree
  /** The `NAME=value` entry of the environment that all processes of the agent have. */
  readonly mark: string
}

/** Ends the processes of a planning, and removes its worktree. Throws if something remains. */
export async function cleanUp({ place, mark }: PlanningRest, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const left = await endMarked(variables => variables.has(mark))
  await removeReadOnlyWorktree(place, env)
  if (left.length > 0) throw new Error(`these processes did not end: ${left.map(({ pid }) => pid).join(' ')}`)
}
