import type { ForeseenPair } from '../events/forecast-event.ts'
import type { TaskId } from '../model/ids.ts'

/** The other side of a pair that a task is in. Returns null for base. */
export function otherOf({ one, other }: Pick<ForeseenPair, 'one' | 'other'>, task: TaskId): TaskId | null {
  return one === task ? other : one
}
