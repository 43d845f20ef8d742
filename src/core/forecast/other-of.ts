import type { ForeseenPair } from '../events/forecast-event.ts'
import type { TaskId } from '../model/ids.ts'

/** Returns the other task of a pair that this task is in, or null if the other side is base. */
export function otherOf({ one, other }: Pick<ForeseenPair, 'one' | 'other'>, task: TaskId): TaskId | null {
  return one === task ? other : one
}
