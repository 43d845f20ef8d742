import type { TrainRun } from '../events/train-event.ts'
import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'

/**
 * Returns the task to which a run's failed accept command belongs, if no other task that was not dropped has the same command. If another
 * task's work proved the task, that other task is returned. Returns null if several tasks have the command, if the command tests the whole
 * tree, or if no command failed. Also returns null if the first command failed, because every command fails in a tree that does not build.
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
