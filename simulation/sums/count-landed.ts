import { isRightIn, passes } from '../repository/judge-tree.ts'
import { contains, treeAt } from '../repository/repository.ts'
import type { World } from '../world.ts'

/** What is on base at the end of a simulated run. */
export interface Landed {
  /** The number of tasks whose work is on base, and for how many of them the work is right after all merges. */
  readonly tasks: number
  readonly right: number
  /** Whether the tests of the work on base fail there. */
  readonly isBroken: boolean
}

export function countLanded({ czar, repository, plan }: World): Landed {
  const tree = treeAt(repository, repository.base)
  const landed = Object.values(czar.state().tasks).filter(({ id, verified }) => {
    return verified !== null && plan.tasks.has(id) && contains(repository, repository.base, verified.by?.commit ?? verified.commit)
  })
  return {
    tasks: landed.length,
    right: landed.filter(({ id }) => isRightIn(plan, tree, id)).length,
    isBroken: landed.some(({ id }) => !passes(plan, tree, id)),
  }
}
