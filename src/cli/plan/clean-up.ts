import { closeReadingPlace, type ReadingPlace } from '../../adapters/git/worktrees/reading-place.ts'
import { endMarked } from '../../adapters/processes/end-marked.ts'

/** What a planning leaves behind until somebody cleans up. */
export interface PlanningRest {
  readonly place: ReadingPlace
  /** The `NAME=value` entry of the environment that all processes of the agent have. */
  readonly mark: string
}

/** Ends the processes of a planning, and removes its worktree. Throws if something remains. */
export async function cleanUp({ place, mark }: PlanningRest, env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const left = await endMarked(variables => variables.has(mark))
  await closeReadingPlace(place, env)
  if (left.length > 0) throw new Error(`these processes did not end: ${left.map(({ pid }) => pid).join(' ')}`)
}
