import type { TrainMember } from '../../../core/events/train-event.ts'
import type { TaskChanges } from '../../../core/landing/named-in-log.ts'
import { changedPaths } from '../repository/changed-paths.ts'
import type { Repository } from '../repository/repository.ts'

/** The paths that each member's merge changed, in the order of the members. */
export async function changedBy(repository: Repository, members: readonly TrainMember[]): Promise<readonly TaskChanges[]> {
  return Promise.all(
    members.map(async ({ task, merge }) => {
      const changed = await changedPaths(repository, { from: `${merge}^1`, to: merge })
      return { task, paths: changed.map(({ path }) => path) }
    }),
  )
}
