import type { TaskId } from '../model/ids.ts'

/** A proven task, as the order of a train needs it. */
export interface Boarding {
  readonly task: TaskId
  /** The tasks that it builds on. */
  readonly after: readonly TaskId[]
  /** Time of its proof, ms since the epoch. */
  readonly at: number
}

/** The order on the train: dependencies first, then by the time of the proof, then by name. */
export function orderMembers<Member extends Boarding>(members: readonly Member[]): readonly Member[] {
  const left = [...members].sort((one, other) => one.at - other.at || compare(one.task, other.task))
  const ordered: Member[] = []
  while (left.length > 0) {
    const waits = new Set(left.map(({ task }) => task))
    const index = left.findIndex(({ task, after }) => !after.some(other => other !== task && waits.has(other)))
    // In a cycle of tasks, which no valid file has, the first task goes first.
    ordered.push(...left.splice(Math.max(0, index), 1))
  }
  return ordered
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
