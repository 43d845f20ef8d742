import type { TrainChoice } from '../../core/events/train-event.ts'
import { isLanded } from '../../core/landing/boarding.ts'
import { UsageError } from '../../core/model/errors.ts'
import type { TaskId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import type { State } from '../../core/state/types/state.ts'
import { plainText } from '../../core/text/plain-text.ts'

export interface WantedTasks {
  /** Ids of the tasks to merge. It is null for all tasks. */
  readonly only: readonly string[] | null
  readonly without: readonly string[]
}

/** The tasks that a person named. Throws a UsageError that lists the valid ids if an id is unknown. */
export function chooseTasks(state: State, { only, without }: WantedTasks): TrainChoice {
  const proven = Object.values(state.tasks).filter(task => task.state === 'verified' && !isLanded(state, task))
  const valid = new Set<string>(proven.map(({ id }) => id))
  for (const name of [...(only ?? []), ...without]) {
    if (valid.has(name)) continue
    const why = sayWhyNot(state, name)
    const list = valid.size === 0 ? 'no task is proven and not in base' : `to merge there are: ${[...valid].join(', ')}`
    throw new UsageError(why, { details: [list], hint: 'czar merge --dry-run' })
  }
  return { only: only as readonly TaskId[] | null, without: without as readonly TaskId[] }
}

function sayWhyNot(state: State, name: string): string {
  const task = own(state.tasks, name)
  const shown = plainText(name, 60)
  if (task === undefined) return `${state.project?.name ?? 'the project'} has no task "${shown}"`
  return isLanded(state, task) ? `${shown} is in ${state.project?.base ?? 'base'} already` : `${shown} is not proven (${task.state})`
}
