import type { CommitSha, TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import { isLanded, stillProven } from './boarding.ts'

/**
 * The newest tested tip, and the proven commits of `needs` in it, for a task that starts now. Empty if the task starts on base. The tip
 * must hold the proven work of `needs`, be based on the current base, and hold no work whose proof was lost.
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
