import type { CommitSha, TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import { isLanded, stillProven } from './boarding.ts'

/**
 * Returns the commits on which a task that starts now may build: the newest tested tip of the train, and the proven commits of `needs` that
 * it holds. Returns an empty list if the task must start on base. The tip may be used only if it holds the proven work of all `needs` that
 * is not in base yet, is based on the current base, and holds no work that lost its proof.
 */
export function testedStart(state: State, needs: readonly TaskId[]): readonly CommitSha[] {
  const { project, refs, train } = state
  if (project?.policy.merge?.mode !== 'omnibus' || train === null || train.tested === train.base) return []
  if (refs?.base.commit !== train.base || !train.members.every(member => stillProven(state, member))) return []
  const held = new Set(train.members.map(({ task }) => task))
  const isThere = (id: TaskId) => {
    const task = own(state.tasks, id)
    return task?.state === 'verified' && (held.has(id) || isLanded(state, task))
  }
  if (!needs.every(isThere)) return []
  const needed = new Set(needs)
  return [train.tested, ...train.members.flatMap(({ task, commit }) => (needed.has(task) ? [commit] : []))]
}
