import type { TrainRun } from '../events/train-event.ts'
import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'

/**
 * The task whose own accept command failed a run: no other task that is not dropped has that command. A task that another's work proves
 * stands for that other one. null: the command is of many tasks or of the whole run, no command failed, or the first one did, as all do
 * in a tree that does not build.
 */
export function testOwner({ tasks }: Pick<State, 'tasks'>, { checks }: Pick<TrainRun, 'checks'>): TaskId | null {
  const failed = checks.at(-1)
  if (failed?.task === undefined || checks.length === 1 || failed.outcome === 'passed' || failed.outcome === 'flaky') return null
  const owner = own(tasks, failed.task)
  if (owner === undefined) return null
  const isShared = Object.values(tasks).some(
    ({ id, state, accept }) => id !== owner.id && state !== 'dropped' && accept.includes(failed.name),
  )
  return isShared ? null : (owner.verified?.by?.task ?? owner.id)
}
