import type { TaskId } from '../../model/ids.ts'
import type { TrainState } from '../types/train-state.ts'

/** Whether the task is part of the merge that a person asked for. All tasks are, unless the person named some. */
export function isChosen({ chosen }: Pick<TrainState, 'chosen'>, task: TaskId): boolean {
  if (chosen === undefined) return true
  return (chosen.only === null || chosen.only.includes(task)) && !chosen.without.includes(task)
}
