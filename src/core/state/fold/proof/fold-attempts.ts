import type { AttemptsEvent } from '../../../events/proof/attempts-event.ts'
import type { TaskId, WorkerId } from '../../../model/ids.ts'
import { own } from '../../../model/own.ts'
import { dropTask } from '../../drop-task.ts'
import { attemptsAt } from '../../facts/attempts.ts'
import type { Handlers } from '../../fold.ts'
import type { State } from '../../types/state.ts'
import { updateTask } from '../../update.ts'

export const foldAttempts: Handlers<AttemptsEvent> = {
  'attempts.settled': (state, { task, winner, settle, attempts, reason }, at) => {
    const won = own(state.tasks, winner)
    const isSettled = own(state.attempts ?? {}, task) !== undefined
    const isProven = won?.state === 'candidate' || won?.state === 'verified' || won?.state === 'stale'
    if (isSettled || !isProven || won.attempt?.task !== task) return state
    const settled = { winner, settle, at, reason, attempts, kept: {} }
    const crowned = updateTask(state, winner, ({ state: before }) => ({ state: before === 'stale' ? 'stale' : 'verified' }))
    return withWinners({ ...crowned, attempts: { ...state.attempts, [task]: settled } }, at)
  },
  'attempts.kept': (state, { task, worker, ref }) => {
    const settled = own(state.attempts ?? {}, task)
    if (settled === undefined) return state
    return { ...state, attempts: { ...state.attempts, [task]: { ...settled, kept: { ...settled.kept, [worker]: ref } } } }
  },
}

/**
 * Drops the attempts that lost. Tasks that wait for one of the attempts then wait for the winner. The function also runs when the project
 * file is read again and when a person adds work, because both name the task and not the winner.
 */
export function withWinners(state: State, at: number): State {
  if (state.attempts === undefined) return state
  let next = state
  for (const [task, { winner }] of Object.entries(state.attempts)) {
    for (const { id } of attemptsAt(next, task as TaskId)) if (id !== winner) next = loseTask(next, id, at)
  }
  return waitForWinners(next)
}

function loseTask(state: State, id: TaskId, at: number): State {
  const task = own(state.tasks, id)
  if (task === undefined || task.state === 'dropped' || task.state === 'verified') return state
  // A proof of work that is not merged would count as proven work elsewhere. `czar compare` finds the commit in `state.attempts`.
  return updateTask(dropTask(state, id, { at, by: 'attempts' }), id, () => ({ verified: null, recheck: null }))
}

function waitForWinners(state: State): State {
  const winnerOf = (id: string) => own(state.attempts ?? {}, own(state.tasks, id)?.attempt?.task ?? id)?.winner ?? id
  const nameOf = <Name extends TaskId | WorkerId>(id: Name): Name => winnerOf(id) as Name
  const needs = (ids: readonly string[]) => ids.some(id => winnerOf(id) !== id)
  const tasks = Object.entries(state.tasks).map(([id, task]) => [id, needs(task.after) ? { ...task, after: task.after.map(nameOf) } : task])
  const workers = Object.entries(state.workers).map(([id, worker]) => {
    const { config } = worker
    return [id, needs(config.dependsOn) ? { ...worker, config: { ...config, dependsOn: config.dependsOn.map(nameOf) } } : worker]
  })
  return { ...state, tasks: Object.fromEntries(tasks), workers: Object.fromEntries(workers) }
}
