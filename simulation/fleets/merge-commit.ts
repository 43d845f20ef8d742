import type { CommitSha } from '../../src/core/model/ids.ts'
import { showGit } from '../agents/tell.ts'
import { contains, treeAt } from '../repository/repository.ts'
import { unite } from '../repository/tree.ts'
import { record, treeNow } from '../repository/write-work.ts'
import type { Life } from '../world.ts'

/** The agent merges a commit into its branch. Work of the same task never conflicts in the simulation. */
export function mergeCommit(life: Life, onto: CommitSha): void {
  const { world, worker, agent } = life
  const { task } = agent.mind
  if (task === null || worker.tree === null || contains(world.repository, worker.tree.head, onto)) return
  const merged = unite(treeNow(world, worker, worker.tree, task), treeAt(world.repository, onto))
  record(world, worker, { tree: merged, parents: [worker.tree.head, onto] })
  showGit(life)
}
