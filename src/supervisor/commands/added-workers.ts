import type { TaskId, WorkerId } from '../../core/model/ids.ts'
import type { Project, WorkerConfig } from '../../core/model/project.ts'
import { isTaskOver, parentOf } from '../../core/state/facts/children.ts'
import { withAdded } from '../../core/state/facts/file-project.ts'
import type { State } from '../../core/state/types/state.ts'
import { commonPath } from '../../core/territory/common-path.ts'

interface Clash {
  readonly worker: WorkerId
  readonly message: string
  readonly hint: string
}

/** Why the added workers could not stay in the fleet if this file was loaded. Returns null if they could. */
export function clashWithAdded(state: State, file: Project): Clash | null {
  const before = state.project?.workers ?? []
  const known = new Set(file.workers.map(({ id }) => id))
  const added = before.filter(worker => worker.addedBy !== undefined && !known.has(worker.id))
  const after = withAdded(file, added)
  const child = before.find(worker => parentOf(worker) !== null && known.has(worker.id))
  if (child !== undefined)
    return {
      message: `the file has a worker ${child.id}, and ${parentOf(child)} added one of that name; rename the one in the file, or remove the other`,
      hint: `czar worker remove ${child.id}`,
      worker: child.id,
    }
  for (const worker of added) {
    const parent = parentOf(worker)
    // If a parent leaves the fleet, its child at work leaves too. But with `when_parent_ends: hand_over`, the child stays.
    if (parent !== null && !after.workers.some(({ id }) => id === parent) && !isTakenOver(state, worker, file)) continue
    const why = whyUnfit(worker, file) ?? whyStuck(state, worker, { before, after: after.workers })
    if (why !== null)
      return {
        worker: worker.id,
        message: `${worker.id}, which was added while the fleet ran, does not fit the file: ${why}; change the file, or remove the worker`,
        hint: `czar worker remove ${worker.id}`,
      }
  }
  return null
}

function isTakenOver(state: State, { id }: WorkerConfig, { policy }: Project): boolean {
  return policy.spawn?.whenParentEnds === 'hand_over' && !isTaskOver(state, id as string as TaskId)
}

function whyUnfit(worker: WorkerConfig, { agents, workers }: Project): string | null {
  if (!Object.hasOwn(agents, worker.agent)) return `no worker of the file uses its agent ${worker.agent}`
  const twin = workers.find(({ branch }) => branch === worker.branch)
  if (twin !== undefined) return `${twin.id} has the same branch ${worker.branch}`
  // A child shares its territory with its parent.
  if (parentOf(worker) !== null) return null
  for (const other of workers)
    for (const theirs of other.owns)
      for (const own of worker.owns) {
        const path = commonPath(theirs, own)
        if (path !== null) return `its territory ${own} overlaps ${theirs} of ${other.id}: both match ${path}`
      }
  return null
}

interface Fleets {
  readonly before: readonly WorkerConfig[]
  readonly after: readonly WorkerConfig[]
}

function whyStuck(state: State, { id, dependsOn }: WorkerConfig, { before, after }: Fleets): string | null {
  if (isTaskOver(state, id as string as TaskId)) return null
  const has = (fleet: readonly WorkerConfig[], name: string) => fleet.some(worker => worker.id === name)
  const gone = dependsOn.find(name => has(before, name) && !has(after, name) && !isTaskOver(state, name as string as TaskId))
  return gone === undefined ? null : `it depends on ${gone}, which the file no longer has`
}
