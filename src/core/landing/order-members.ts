import type { TaskId } from '../model/ids.ts'

/** The facts that decide the place of a proven task on the train. */
export interface Boarding {
  readonly task: TaskId
  /** The tasks that must be on the train before this task. */
  readonly after: readonly TaskId[]
  /** When the task was proven, in ms since the epoch. */
  readonly at: number
}

/**
 * Sorts the members of a train. A task comes after the tasks that it depends on. Otherwise the task that was proven earlier comes first,
 * and then the name decides.
 */
export function orderMembers<Member extends Boarding>(members: readonly Member[]): readonly Member[] {
  const left = [...members].sort((one, other) => one.at - other.at || compare(one.task, other.task))
  const ordered: Member[] = []
  while (left.length > 0) {
    const waits = new Set(left.map(({ task }) => task))
    const index = left.findIndex(({ task, after }) => !after.some(other => other !== task && waits.has(other)))
    // A valid project file has no tasks that depend on each other in a circle. If some do, the first of them goes first.
    ordered.push(...left.splice(Math.max(0, index), 1))
  }
  return ordered
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
