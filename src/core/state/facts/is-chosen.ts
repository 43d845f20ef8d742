import type { TaskId } from '../../model/ids.ts'
import type { TrainState } from '../types/train-state.ts'

/** Whether the task belongs to the merge that a person asked for. If the person named no tasks, all tasks belong to it. */
export function isChosen({ chosen }: Pick<TrainState, 'chosen'>, task: TaskId): boolean {
  if (chosen === undefined) return true
  return (chosen.only === null || chosen.only.includes(task)) && !chosen.without.includes(task)
}
