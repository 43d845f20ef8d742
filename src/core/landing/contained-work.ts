import type { CommitSha, TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import type { TaskState } from '../state/types/task-state.ts'

/**
 * Returns those of the contained tasks whose commit is inside no other task's commit. A tip contains the proven commits of several tasks,
 * and some of these commits contain others. The inner tasks can be computed from the proofs of the outer ones, so a stored proof stays
 * small however many tasks there are.
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
  // The newest proof comes first. If two tasks each contain an earlier commit of the other, only one of the two is removed.
  for (const { task, contains } of proofs.toSorted((one, other) => other.at - one.at)) {
    if (!inner.has(task)) outer.add(task)
    for (const other of contains) if (!outer.has(other)) inner.add(other)
  }
  // The result keeps the order of `contained`, so it does not depend on which task was proven first.
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
