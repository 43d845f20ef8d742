import type { TaskId } from '../model/ids.ts'
import { own } from '../model/own.ts'
import type { State } from '../state/types/state.ts'
import { isLanded, isOnTip } from './boarding.ts'

/** Whether the task's proven commit is neither on the tested tip nor in base, so that it can still be left out. */
export function isOnItsWay(state: State, id: string): boolean {
  const task = own(state.tasks, id)
  if (task?.verified == null || task.verified.by !== undefined || isLanded(state, task)) return false
  return state.train === null || !isOnTip(state.train, task)
}

/** Returns all tasks whose proven commit is neither on the tested tip nor in base, so that it can still be left out. */
export function tasksOnTheirWay(state: State): ReadonlySet<TaskId> {
  const onTip = new Map(state.train?.members.map(({ task, commit }) => [task, commit]))
  const open = Object.values(state.tasks).filter(({ id, verified }) => verified !== null && onTip.get(id) !== verified.commit)
  return new Set(open.filter(({ id }) => isOnItsWay(state, id)).map(({ id }) => id))
}
