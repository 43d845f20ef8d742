import type { TrainMember } from '../../../core/events/train-event.ts'
import type { TaskChanges } from '../../../core/landing/named-in-log.ts'
import { changedPaths } from '../repository/changed-paths.ts'
import type { Repository } from '../repository/repository.ts'

/** For each member of the train, in their order, the paths that its merge changed. */
export async function changedBy(repository: Repository, members: readonly TrainMember[]): Promise<readonly TaskChanges[]> {
  return Promise.all(
    members.map(async ({ task, merge }) => {
      const changed = await changedPaths(repository, { from: `${merge}^1`, to: merge })
      return { task, paths: changed.map(({ path }) => path) }
    }),
  )
}
