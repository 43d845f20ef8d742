import type { CommitSha, TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'

/**
 * Of the tasks whose proven commits a tip contains, those whose commits no other of these commits contains. The remaining tasks follow from
 * the proofs of these, so that a proof stays small however long the run is.
 */
export function outermost(
  { tasks }: Pick<State, 'tasks'>,
  contained: readonly { readonly task: TaskId; readonly commit: CommitSha }[],
): readonly TaskId[] {
  const proofs = contained.map(({ task, commit }) => {
    const verified = own(tasks, task)?.verified
    return { task, at: verified?.at ?? 0, contains: verified?.commit === commit ? (verified.contains ?? []) : [] }
  })
  const inner = new Set<TaskId>()
  const outer = new Set<TaskId>()
  // The newest first: two proofs that contain each other's earlier work do not both go.
  for (const { task, contains } of proofs.toSorted((one, other) => other.at - one.at)) {
    if (!inner.has(task)) outer.add(task)
    for (const other of contains) if (!outer.has(other)) inner.add(other)
  }
  // In the order of the question, which does not depend on which proof came first.
  return [...new Set(contained.map(({ task }) => task))].filter(task => outer.has(task))
}

/** All tasks whose work a proven commit contains, directly or through the commits of other tasks. */
export function containedWork({ tasks }: Pick<State, 'tasks'>, { id, verified }: TaskState): ReadonlySet<TaskId> {
  const found = new Set<TaskId>()
  const open = [...(verified?.contains ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id || found.has(next)) continue
    found.add(next)
    open.push(...(own(tasks, next)?.verified?.contains ?? []))
  }
  return found
}
